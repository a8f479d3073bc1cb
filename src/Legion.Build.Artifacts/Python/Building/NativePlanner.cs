using System.Text;
using Legion.Build.Artifacts.Python.Checks;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Artifacts.Python.Stamping;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>Decides what a native build writes.</summary>
/// <param name="context">The project.</param>
/// <param name="layout">Its backend's rules.</param>
/// <param name="package">What the manifest says of it.</param>
/// <param name="version">PEP 440.</param>
internal sealed class NativePlanner(LayoutContext context, IPackageLayout layout, PythonPackage package, string version)
{
    private readonly Findings findings = context.Findings;

    /// <summary>Selects the files.</summary>
    /// <returns>Null when findings say why there are none.</returns>
    public PackageSelection? Select()
    {
        CheckVersion(context.Project);
        return layout.Select(context);
    }

    /// <summary>Makes the plan.</summary>
    /// <param name="selection">The files selected.</param>
    /// <returns>Null when findings say why there is none.</returns>
    public NativePlan? Make(PackageSelection selection)
    {
        var project = context.Project;
        project = project with
        {
            Description = project.Dynamic.Contains("description") && selection.MainModule is { } main ? PythonSource.FirstDocLine(File.ReadAllText(main.FullPath)) : project.Description,
            Readme = ReadReadme(project),
        };
        var pinned = package.Dependencies.IsEmpty ? null : CoreMetadataBuilder.Pin(project.Dependencies, package.Dependencies, version);
        if (pinned is not null) project = project with { Dependencies = pinned };
        var licenses = FindLicenses(project, selection);
        var licenseText = selection.OmitsLicenseText ? null : project.LicenseText ?? ReadText(project.LicenseFile, "the license file", project.LicenseSpan);
        var sdist = SdistFiles(project, selection, licenses);
        var stamped = Stamp(selection, pinned);
        CheckFiles(selection, sdist);
        if (findings.HasErrors) return null;

        return new NativePlan
        {
            Metadata = CoreMetadataBuilder.Build(project, version, licenseText, [.. licenses.Select(static l => l.Path)]),
            Selection = selection,
            Licenses = licenses,
            Sdist = sdist,
            Stamped = stamped,
            EntryPoints = EntryPointsFile(project.EntryPoints),
            Stem = $"{PackageName.ForFileName(project.Name)}-{version.Replace('-', '_')}",
            PythonTags = selection.TagsPython2 && VersionSpecifier.AdmitsMajor(project.RequiresPython ?? "", 2) ? ["py2", "py3"] : ["py3"],
        };
    }

    /// <summary>The text of <c>entry_points.txt</c>.</summary>
    /// <param name="points">The entry points.</param>
    internal static string EntryPointsFile(IEnumerable<EntryPoint> points)
    {
        var text = new StringBuilder();
        foreach (var group in points.GroupBy(static p => p.Group, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal))
        {
            if (text.Length > 0) text.Append('\n');
            text.Append('[').Append(group.Key).Append("]\n");
            foreach (var point in group.OrderBy(static p => p.Name, StringComparer.Ordinal)) text.Append(point.Name).Append(" = ").Append(point.Reference).Append('\n');
        }

        return text.ToString();
    }

    private SourceLocation At(SourceSpan span) => new(context.Pyproject.Path, span);

    private void CheckVersion(ProjectMetadata project)
    {
        if (project.Version is { } written && written != version && package.VersionFile != "pyproject.toml")
        {
            findings.Add(PythonRules.VersionDiffers, At(project.VersionSpan), version, written);
        }
    }

    private Readme? ReadReadme(ProjectMetadata project)
    {
        if (project.Readme is not { } readme) return null;
        var text = readme.File is null ? readme.Text : ReadText(readme.File, "the readme", project.ReadmeSpan);
        if (text is null) return null;
        foreach (var problem in ReadmeCheck.FindProblems(text, readme.ContentType))
        {
            var location = readme.File is null ? At(project.ReadmeSpan) : new SourceLocation(Path.Join(context.Tree.Root, readme.File), new(0, 0, problem.Line, 0, problem.Line, 0));
            findings.Add(PythonRules.ReadmeWillNotRender, location, problem.Message);
        }

        return readme with { Text = text };
    }

    private string? ReadText(string? path, string what, SourceSpan span)
    {
        if (path is null || Locate(path, what, span) is not { } file) return null;
        return File.ReadAllText(file.FullPath, Encoding.UTF8).ReplaceLineEndings("\n");
    }

    private SourceFile? Locate(string path, string what, SourceSpan span)
    {
        var clean = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        if (Path.IsPathRooted(clean) || clean.Split('/').Contains(".."))
        {
            findings.Add(PythonRules.OutsideRoot, At(span), path);
            return null;
        }

        if (context.Tree.Find(clean) is { } file) return file;
        findings.Add(PythonRules.FileMissing, At(span), what, path, Path.Join(context.Tree.Root, clean));
        return null;
    }

    private List<SourceFile> FindLicenses(ProjectMetadata project, PackageSelection selection)
    {
        var found = new List<SourceFile>();
        foreach (var pattern in project.LicenseFiles ?? selection.LicenseFiles)
        {
            var glob = new GlobPattern(pattern);
            var matches = context.Tree.Files.Where(f => glob.Matches(f.Path)).ToList();
            found.AddRange(matches);
            if (matches.Count == 0 && project.LicenseFiles is not null)
            {
                findings.Add(PythonRules.FileMissing, At(context.Pyproject.Root.Table("project")?.Find("license-files")?.Value.Span ?? default), "the license file", pattern, Path.Join(context.Tree.Root, pattern));
            }
        }

        if (project.LicenseFile is not null && selection.PackagesLicenseFile && context.Tree.Find(project.LicenseFile) is { } named) found.Add(named);
        return SourceFile.InOrder(found);
    }

    private List<SourceFile> SdistFiles(ProjectMetadata project, PackageSelection selection, List<SourceFile> licenses)
    {
        var files = selection.Sdist.Concat(licenses).ToList();
        foreach (var path in (IEnumerable<string?>)["pyproject.toml", project.Readme?.File, project.LicenseFile])
        {
            if (path is not null && context.Tree.Find(path) is { } file) files.Add(file);
        }

        return SourceFile.InOrder(files.Where(static f => f.Path != "PKG-INFO"));
    }

    private Dictionary<string, byte[]> Stamp(PackageSelection selection, IReadOnlyList<DeclaredRequirement>? pinned)
    {
        var stamped = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (PyprojectStamp.Apply(context.Pyproject, version, pinned) is { } text) stamped["pyproject.toml"] = Encoding.UTF8.GetBytes(text);
        else findings.Add(PythonRules.InvalidField, At(context.Project.NameSpan), "[project] is written inline or with dotted keys, where the version and pins cannot be stamped; write it as a table with one key a line");

        var files = selection.VersionFiles.ToList();
        if (package.VersionFile is { } name && name != "pyproject.toml")
        {
            if (context.Tree.Find(name) is { } file) files.Add(file);
            else findings.Add(PythonRules.FileMissing, SourceLocation.File(Path.Join(context.Tree.Root, name)), "the version file", name, Path.Join(context.Tree.Root, name));
        }

        foreach (var file in files.DistinctBy(static f => f.Path))
        {
            var content = VersionStamp.Apply(File.ReadAllText(file.FullPath, Encoding.UTF8), version);
            if (content is not null) stamped[file.Path] = Encoding.UTF8.GetBytes(content);
            else if (package.VersionFile is null || file.Path == package.VersionFile) findings.Add(PythonRules.NothingToStamp, SourceLocation.File(file.FullPath), file.Path);
        }

        return stamped;
    }

    private void CheckFiles(PackageSelection selection, List<SourceFile> sdist)
    {
        PackageChecks.CheckContents([.. selection.Wheel.Select(static f => f.Path)], isWheel: true, context.Location, findings);
        PackageChecks.CheckContents([.. sdist.Select(static f => f.Path)], isWheel: false, context.Location, findings);
        PackageChecks.CheckLinks(selection.Wheel.Select(static f => f.Source).Concat(sdist), context.Location, findings);
    }
}
