using System.Globalization;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python.Backends;
using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Comparing;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Python.Building;

/// <content>Building by the package's own backend.</content>
internal sealed partial class PackageJob
{
    private string WorkFolder => Path.Join(context.IntermediatePath, "python", PackageName.Normalize(package.Name));

    private long ArchiveTime => Math.Max(context.SourceDateEpoch ?? 0, 315_532_800);

    private async Task<BuiltArtifact?> BuildByBackendAsync(Pyproject? pyproject, BuildSystem buildSystem, SourceTree tree, string reason, CancellationToken cancellationToken)
    {
        CheckStaticVersion(pyproject);
        PackageChecks.CheckLinks(tree.Files, InManifest("path"), findings);
        var copy = new SourceCopy(tree, pyproject, package, Version, findings);
        copy.Stamp();
        if (findings.HasErrors) return null;

        var environment = options.Environment ?? ToolEnvironment.OfProcess();
        var finder = new FrontendFinder(options, environment);
        var ignoreFile = FindIgnoreFile();
        var inputs = InputsOf(tree, copy, finder, ignoreFile);
        if (WhyStale(inputs, out var fingerprint, out var state) is not { } why)
        {
            foreach (var (rule, message) in state!.Warnings) findings.AddAgain(rule, InManifest(), message);
            return UpToDate(state);
        }

        var (frontend, missing, remedy) = await finder.FindAsync(buildSystem, cancellationToken);
        if (frontend is null)
        {
            findings.Add(PythonRules.PythonMissing, InManifest(), package.Name, $"its backend {buildSystem.Package}", reason, missing, remedy);
            return null;
        }

        copy.Write(Path.Join(WorkFolder, "source"), ignoreFile);
        if (buildSystem.Package == "setuptools") await TrackedFiles.CommitAsync(root, Path.Join(WorkFolder, "source"), buildSystem, environment, cancellationToken);
        var made = await RunBackendAsync(frontend, buildSystem, reason, environment, cancellationToken);
        if (made is null) return null;
        var before = findings.All.Count;
        var files = await PutBackendFilesAsync(made, pyproject, cancellationToken);
        Directory.Delete(WorkFolder, recursive: true);
        if (files is null) return null;
        var warnings = findings.All.Skip(before).Select(static f => KeyValuePair.Create(f.Rule.Id, f.Message)).ToList();
        return Finish(new PackageState(fingerprint, buildSystem.Package, files, inputs.Digests(), warnings), why);
    }

    // The proof that a native wheel is the backend's: both are made, and what differs must have a reason.
    private async Task CompareAsync(LayoutContext layoutContext, NativeBuilder builder, CancellationToken cancellationToken)
    {
        var buildSystem = layoutContext.Pyproject.BuildSystem;
        var copy = new SourceCopy(layoutContext.Tree, layoutContext.Pyproject, package, Version, findings);
        copy.Stamp();
        var environment = options.Environment ?? ToolEnvironment.OfProcess();
        var (frontend, missing, remedy) = await new FrontendFinder(options, environment).FindAsync(buildSystem, cancellationToken);
        if (frontend is null)
        {
            findings.Add(PythonRules.PythonMissing, InManifest(), package.Name, $"its backend {buildSystem.Package}", "to compare the two wheels", missing, remedy);
            return;
        }

        copy.Write(Path.Join(WorkFolder, "source"), layoutContext.IgnoreFile);
        var made = await RunBackendAsync(frontend, buildSystem, "to compare the two wheels", environment, cancellationToken);
        if (made is null) return;
        using var native = new MemoryStream();
        builder.WriteWheel(native);
        native.Position = 0;
        foreach (var difference in WheelComparison.Compare(Repacker.ReadWheel(native), made.Wheel))
        {
            if (difference.Explanation is null) findings.Add(PythonRules.BuildersDiffer, layoutContext.Location, buildSystem.Package, difference.What);
            else context.Log.Message(BuildMessageLevel.Progress, package.Name, $"native and {buildSystem.Package} differ: {difference}");
        }

        Directory.Delete(WorkFolder, recursive: true);
    }

    private void CheckStaticVersion(Pyproject? pyproject)
    {
        if (pyproject?.Project is not { Version: { } written } project || written == Version || package.VersionFile == "pyproject.toml") return;
        findings.Add(PythonRules.VersionDiffers, new(pyproject.Path, project.VersionSpan), Version, written);
    }

    private PackageInputs InputsOf(SourceTree tree, SourceCopy copy, FrontendFinder finder, string? ignoreFile)
    {
        var inputs = new PackageInputs()
            .Add("the way backends are run", "2").Add("the version", Version).Add("LegionPythonIsolation", options.Isolation.ToString())
            .Add("LegionPythonFrontend", options.Frontend.ToString())
            .Add("SOURCE_DATE_EPOCH", context.SourceDateEpoch?.ToString(CultureInfo.InvariantCulture))
            .Add("the Python found", string.Join(Path.PathSeparator, finder.Interpreters())).Add("the uv found", finder.Uv());
        foreach (var setting in package.ConfigSettings) inputs.Add($"the config setting '{setting.Key}'", setting.Value);
        foreach (var sibling in package.Dependencies) inputs.Add($"the dependency on '{sibling}'", "");
        if (ignoreFile is not null && FileStamp.TryRead(ignoreFile) is { } stamp) inputs.Add("the .gitignore that applies", hashes.Sha256(ignoreFile, stamp));
        hashes.ReadAhead(tree.Files.Where(f => !copy.Stamped.ContainsKey(f.Path)).Select(static f => (f.FullPath, f.Stamp)));
        return inputs.Add(tree.Files, copy.Stamped, file => hashes.Sha256(file.FullPath, file.Stamp));
    }

    private async Task<BackendOutput?> RunBackendAsync(Frontend frontend, BuildSystem buildSystem, string reason, ToolEnvironment environment, CancellationToken cancellationToken)
    {
        var output = Path.Join(WorkFolder, "dist");
        if (Directory.Exists(output)) Directory.Delete(output, recursive: true);
        Directory.CreateDirectory(output);
        var variables = new Dictionary<string, string>(environment.Variables, StringComparer.Ordinal)
        {
            ["SOURCE_DATE_EPOCH"] = ArchiveTime.ToString(CultureInfo.InvariantCulture),
            ["PYTHONHASHSEED"] = "0",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
            ["PYTHONIOENCODING"] = "utf-8",
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
        };
        foreach (var (name, value) in BackendVersion.Variables(package.Name, Version)) variables[name] = value;

        context.Log.Message(BuildMessageLevel.Progress, package.Name, $"{frontend.Name} with {buildSystem.Package}{(frontend.Isolated ? ", isolated" : "")}: {reason}");
        var settings = package.ConfigSettings.Select(static s => KeyValuePair.Create(s.Key, s.Value));
        var run = await ToolRunner.RunAsync(
            frontend.Program,
            frontend.Arguments(Path.Join(WorkFolder, "source"), output, settings),
            WorkFolder,
            variables,
            line => context.Log.Message(BuildMessageLevel.Detail, package.Name, line),
            cancellationToken);
        if (run.ExitCode != 0)
        {
            findings.Add(PythonRules.BackendFailed, InManifest(), $"{frontend.Name} with {buildSystem.Package}", run.ExitCode, run.Tail().Replace(WorkFolder, "", StringComparison.Ordinal).TrimEnd('.'));
            return null;
        }

        return BackendOutput.Check(output, package, Version, buildSystem.Package, InManifest(), findings);
    }

    private async Task<IReadOnlyList<ArtifactFile>?> PutBackendFilesAsync(BackendOutput made, Pyproject? pyproject, CancellationToken cancellationToken)
    {
        PackageChecks.CheckContents([.. made.Wheel.Select(static e => e.Path)], isWheel: true, InManifest(), findings);
        PackageChecks.CheckContents([.. made.Sdist.Select(static e => e.Path)], isWheel: false, InManifest(), findings);
        var metadata = made.WheelFile.Metadata;
        foreach (var problem in metadata.Description is { Length: > 0 } readme ? ReadmeCheck.FindProblems(readme, metadata.DescriptionContentType ?? "text/x-rst") : []) ReportReadme(problem, pyproject);
        await CheckReadmeAsync(metadata, pyproject, cancellationToken);
        PackageChecks.CheckName(metadata.Name, InManifest(), findings);
        PackageChecks.CheckDestinations(context, package, metadata.All("Classifier").FirstOrDefault(static c => c.StartsWith("Private ::", StringComparison.Ordinal)), findings);
        if (findings.HasErrors) return null;
        return await outputs.PutAsync(
            (Path.GetFileName(made.WheelFile.Path), Task.CompletedTask, output => Repacker.WriteWheel(output, made.Wheel, ArchiveTime)),
            (Path.GetFileName(made.SdistFile.Path), Task.CompletedTask, output => Repacker.WriteSdist(output, made.SdistFolder, made.Sdist, ArchiveTime)));
    }
}
