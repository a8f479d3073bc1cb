using System.Diagnostics;
using System.Globalization;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>The build of one package.</summary>
internal sealed partial class PackageJob
{
    private readonly BuildContext context;
    private readonly PythonOptions options;
    private readonly PythonPackage package;
    private readonly FileHashCache hashes;
    private readonly OutputFolder outputs;
    private readonly SourceContents contents;
    private readonly Findings findings = new();
    private readonly string root;
    private BuiltArtifact? built;
    private Task saving = Task.CompletedTask;

    /// <summary>Creates a job.</summary>
    /// <param name="context">The build.</param>
    /// <param name="options">How to build.</param>
    /// <param name="package">The package.</param>
    /// <param name="hashes">Knows unchanged files' hashes.</param>
    public PackageJob(BuildContext context, PythonOptions options, PythonPackage package, FileHashCache hashes)
    {
        this.context = context;
        this.options = options;
        this.package = package;
        this.hashes = hashes;
        outputs = new OutputFolder(context.OutputPath, hashes);
        contents = new SourceContents(hashes);
        root = Path.GetFullPath(package.Path, context.Root).TrimEnd(Path.DirectorySeparatorChar);
    }

    private string Version => context.Version.Pep440;

    private string StatePath => Path.Join(context.IntermediatePath, "python", PackageName.Normalize(package.Name) + ".state");

    /// <summary>Builds, unless nothing changed; reports all findings but one about the state, which may still be being written then.</summary>
    /// <param name="cancellationToken">Stops a running backend.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var began = Stopwatch.GetTimestamp();
            built = await BuildAsync(cancellationToken) is { } made ? made with { Elapsed = Stopwatch.GetElapsedTime(began) } : null;
        }
        catch (Exception e) when (Refusal(e) is not null)
        {
            findings.Add(PythonRules.InputOutput, InManifest(), Refusal(e));
        }

        foreach (var finding in findings.All) context.Log.Report(finding);
    }

    /// <summary>What was built, when its state is written.</summary>
    /// <returns>Null when an error was found; earlier outputs are then untouched.</returns>
    public async Task<BuiltArtifact?> ResultAsync()
    {
        try
        {
            await saving;
        }
        catch (Exception e) when (Refusal(e) is not null)
        {
            findings.Add(PythonRules.InputOutput, InManifest(), Refusal(e));
            context.Log.Report(findings.All[^1]);
        }

        return findings.HasErrors ? null : built;
    }

    // What the file system said; several threads' exceptions arrive as one.
    private static string? Refusal(Exception e) => e switch
    {
        IOException or UnauthorizedAccessException => e.Message.TrimEnd('.'),
        AggregateException { InnerException: (IOException or UnauthorizedAccessException) and var first } => first.Message.TrimEnd('.'),
        _ => null,
    };

    private SourceLocation InManifest(string? key = null) =>
        key is null ? context.Sources.Key(SourceMap.PathOf("python", package.Name)) : context.Sources.Value(SourceMap.PathOf("python", package.Name, key));

    private async Task<BuiltArtifact?> BuildAsync(CancellationToken cancellationToken)
    {
        var pyprojectPath = Path.Join(root, "pyproject.toml");
        var hasPyproject = File.Exists(pyprojectPath);
        if (!hasPyproject && !File.Exists(Path.Join(root, "setup.py")))
        {
            findings.Add(PythonRules.NoProject, InManifest("path"), package.Path);
            return null;
        }

        var pyproject = hasPyproject ? PyprojectReader.Read(pyprojectPath, File.ReadAllBytes(pyprojectPath), findings) : null;
        if (findings.HasErrors) return null;
        if (pyproject?.Project is { } project) CheckProject(pyproject, project);
        if (findings.HasErrors) return null;

        // Where nothing was built yet, the files will be needed; else most are unchanged, and only their stamps are looked at.
        using var prefetch = new SourcePrefetch(contents);
        var isFirst = pyproject?.Project is not null && package.Builder != PythonBuilder.Backend && !File.Exists(StatePath);
        var tree = SourceTree.Load(root, [context.OutputPath, context.IntermediatePath], isFirst ? prefetch.Found : null);
        var layoutContext = pyproject?.Project is null ? null : new LayoutContext(pyproject, tree, FindIgnoreFile(), findings);
        var buildSystem = pyproject?.BuildSystem ?? BuildSystem.Default;
        var choice = BuilderChoice.Make(layoutContext, buildSystem.Package, package.Builder);
        context.Log.Message(BuildMessageLevel.Detail, package.Name, $"built {(choice.Layout is null ? $"by its backend, {buildSystem.Package}" : "natively")}: {choice.Reason}");
        if (choice.Layout is not null) return await BuildNativeAsync(layoutContext!, choice.Layout, prefetch, cancellationToken);
        if (package.Builder == PythonBuilder.Native)
        {
            findings.Add(PythonRules.NotNative, InManifest("builder"), choice.Reason);
            return null;
        }

        return await BuildByBackendAsync(pyproject, buildSystem, tree, choice.Reason, cancellationToken);
    }

    private void CheckProject(Pyproject pyproject, ProjectMetadata project)
    {
        var location = new SourceLocation(pyproject.Path, project.NameSpan);
        if (!PackageName.AreEqual(project.Name, package.Name)) findings.Add(PythonRules.NameDiffers, location, package.Name, project.Name);
        PackageChecks.CheckName(project.Name, location, findings);
        PackageChecks.CheckDestinations(context, package, project.Classifiers.FirstOrDefault(static c => c.StartsWith("Private ::", StringComparison.Ordinal)), findings);
    }

    // hatchling looks above the project too, up to the repository's root; what lies above the manifest is not ours to read.
    private string? FindIgnoreFile()
    {
        for (var folder = root; ; folder = Path.GetDirectoryName(folder)!)
        {
            var file = Path.Join(folder, ".gitignore");
            if (File.Exists(file)) return file;
            var isRepository = Directory.Exists(Path.Join(folder, ".git")) || File.Exists(Path.Join(folder, ".git"));
            if (isRepository || folder == context.Root.TrimEnd(Path.DirectorySeparatorChar) || Path.GetDirectoryName(folder) is null) return null;
        }
    }

    private async Task<BuiltArtifact?> BuildNativeAsync(LayoutContext layoutContext, IPackageLayout layout, SourcePrefetch prefetch, CancellationToken cancellationToken)
    {
        var planner = new NativePlanner(layoutContext, layout, package, Version);
        if (planner.Select() is not { } selection) return null;
        prefetch.Need([.. selection.Sources.Where(static f => f.LeadsOutTo is null)], [.. selection.Wheel.Concat(selection.Data).Select(static f => f.Source).Where(static f => f.LeadsOutTo is null)]);
        var plan = planner.Make(selection);
        await prefetch.ReadAsync();
        return plan is null || findings.HasErrors ? null : await BuildNativeAsync(layoutContext, plan, prefetch, cancellationToken);
    }

    private async Task<BuiltArtifact?> BuildNativeAsync(LayoutContext layoutContext, NativePlan plan, SourcePrefetch prefetch, CancellationToken cancellationToken)
    {
        var inputs = InputsOf(plan);
        if (WhyStale(inputs, out var fingerprint, out var state) is not { } why) return UpToDate(state!);

        await CheckReadmeAsync(plan.Metadata, layoutContext.Pyproject, cancellationToken);
        if (findings.HasErrors) return null;
        var builder = new NativeBuilder(plan, contents, context.SourceDateEpoch);
        if (options.Compare) await CompareAsync(layoutContext, builder, cancellationToken);
        if (findings.HasErrors) return null;

        // The sdist first: it holds the longest piece of work that no two processors can share. Who is done with it helps with the wheel, which is
        // taken over by who compressed its files ahead, and not begun beside them: on a thread too many, the sdist would wait for its processor.
        var digests = inputs.Digests();
        Directory.CreateDirectory(Path.GetDirectoryName(StatePath)!); // what cannot be is to be known before an archive is put in its place
        var files = await outputs.PutAsync((plan.SdistName, Task.CompletedTask, WriteSdist), (plan.WheelName, prefetch.EndAsync(), WriteWheel));
        return Finish(new PackageState(fingerprint, "native", [.. files.Reverse()], digests, []), why);

        void WriteSdist(Stream output)
        {
            builder.WriteSdist(output);
            builder.HelpWheel();
        }

        void WriteWheel(Stream output) => Parallel.For(0, Math.Max(Environment.ProcessorCount - 1, 1), worker =>
        {
            if (worker == 0) builder.WriteWheel(output);
            else builder.HelpWheel();
        });
    }

    private string? WhyStale(PackageInputs inputs, out string fingerprint, out PackageState? state)
    {
        fingerprint = inputs.Fingerprint();
        state = PackageState.Load(StatePath);
        return state is null ? "first build" : state.WhyStale(inputs, fingerprint, context.OutputPath, hashes);
    }

    private BuiltArtifact UpToDate(PackageState state)
    {
        outputs.CleanStale(package.Name, state.Files);
        return Artifact(state, rebuilt: false, reason: null);
    }

    private BuiltArtifact Finish(PackageState state, string why)
    {
        saving = Task.Run(() =>
        {
            state.Save(StatePath);
            foreach (var stale in outputs.CleanStale(package.Name, state.Files)) context.Log.Message(BuildMessageLevel.Progress, package.Name, $"deleted {stale}, of another version");
            context.Log.Message(BuildMessageLevel.Progress, package.Name, $"{string.Join(" and ", state.Files.Select(static f => f.Path))} ({state.How}): {why}");
        });
        return Artifact(state, rebuilt: true, why);
    }

    private PackageInputs InputsOf(NativePlan plan)
    {
        return new PackageInputs()
            .Add("the native builder", "2").Add("the version", Version).Add("SOURCE_DATE_EPOCH", context.SourceDateEpoch?.ToString(CultureInfo.InvariantCulture))
            .Add("LegionPythonCompare", options.Compare ? "yes" : "no")
            .Add(plan.Inputs, plan.Stamped, contents.Sha256)
            .Add("the metadata", plan.Metadata.ToString()).Add("the entry points", plan.EntryPoints)
            .Add("the wheel's name", plan.WheelName).Add("the sdist's name", plan.SdistName)
            .Add("the wheel's files", string.Join('\n', plan.Selection.Wheel.Select(static f => $"{f.Path}\0{f.Source.Path}")))
            .Add("the wheel's data files", string.Join('\n', plan.Selection.Data.Select(static f => $"{f.Path}\0{f.Source.Path}")))
            .Add("the sdist's files", string.Join('\n', plan.Sdist.Select(static f => f.Path)))
            .Add("the license files", string.Join('\n', plan.Licenses.Select(static f => f.Path)));
    }

    private BuiltArtifact Artifact(PackageState state, bool rebuilt, string? reason) => new()
    {
        Kind = ArtifactKind.Python,
        Name = package.Name,
        Version = Version,
        Files = state.Files.ToEquatableArray(),
        Digest = "sha256:" + state.Files[0].Sha256,
        Size = state.Files.Sum(static f => f.Size),
        Fingerprint = state.Fingerprint,
        How = state.How,
        Rebuilt = rebuilt,
        Reason = reason,
    };
}
