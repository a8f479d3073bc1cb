using System.Text;
using Legion.Build.Artifacts.Python.Layouts;
using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Stamping;
using Legion.Build.Artifacts.Python.Toml;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>The copy of a project that a backend runs in: version and pins stamped, the source tree untouched.</summary>
/// <param name="tree">The project's files.</param>
/// <param name="pyproject">Its pyproject.toml; null: none.</param>
/// <param name="package">What the manifest says of it.</param>
/// <param name="version">PEP 440.</param>
/// <param name="findings">Where findings go.</param>
internal sealed class SourceCopy(SourceTree tree, Pyproject? pyproject, PythonPackage package, string version, Findings findings)
{
    /// <summary>What differs from the tree, by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Stamped { get; private set; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Decides what is stamped.</summary>
    public void Stamp()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (pyproject is not null && StampPyproject() is { } text && text != pyproject.Text) texts["pyproject.toml"] = text;
        if (!package.Dependencies.IsEmpty) PinSiblings(texts);

        if (package.VersionFile is { } name && name != "pyproject.toml")
        {
            if (tree.Find(name) is { } file) StampVersion(file, required: true, texts);
            else findings.Add(PythonRules.FileMissing, SourceLocation.File(Path.Join(tree.Root, name)), "the version file", name, Path.Join(tree.Root, name));
        }

        foreach (var file in BackendVersion.Files(pyproject, tree)) StampVersion(file, required: false, texts);
        Stamped = texts.ToDictionary(static t => t.Key, static t => Encoding.UTF8.GetBytes(t.Value), StringComparer.Ordinal);
    }

    /// <summary>Makes the copy; an older one is deleted.</summary>
    /// <param name="target">Absolute path of its folder.</param>
    /// <param name="ignoreFile">The .gitignore that applies, which may lie above the project; null: none.</param>
    public void Write(string target, string? ignoreFile)
    {
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(target);
        foreach (var file in tree.Files)
        {
            var path = Path.Join(target, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Stamped.TryGetValue(file.Path, out var stamped) ? stamped : File.ReadAllBytes(file.FullPath));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)(file.IsExecutable ? 0b111_101_101 : 0b110_100_100));
        }

        // hatchling looks for it upwards; from the copy it must find the project's, never the repository's that ignores the copy.
        if (pyproject?.BuildSystem.Package == "hatchling" && ignoreFile is not null && tree.Find(".gitignore") is null) File.Copy(ignoreFile, Path.Join(target, ".gitignore"));
    }

    // A setup.py of its time reads its requirements from a file of them, often a lock file.
    private void PinSiblings(Dictionary<string, string> texts)
    {
        if (tree.Find("setup.cfg") is { } cfg) texts["setup.cfg"] = RequirementsStamp.InSetupCfg(File.ReadAllText(cfg.FullPath), package.Dependencies, version);
        foreach (var file in tree.Files.Where(static f => f.Path.StartsWith("requirements", StringComparison.Ordinal) && Path.GetExtension(f.Path) is ".txt" or ".in" or ".lock"))
        {
            texts[file.Path] = RequirementsStamp.InList(File.ReadAllText(file.FullPath), package.Dependencies, version);
        }
    }

    private string? StampPyproject()
    {
        var pinned = package.Dependencies.IsEmpty || pyproject!.Project is null || pyproject.Project.Dynamic.Contains("dependencies")
            ? null : Metadata.CoreMetadataBuilder.Pin(pyproject.Project.Dependencies, package.Dependencies, version);
        var stampVersion = pyproject!.Project?.Version is not null && package.VersionFile == "pyproject.toml";
        var text = PyprojectStamp.Apply(pyproject, version, pinned, stampVersion);
        if (text is null) findings.Add(PythonRules.InvalidField, new(pyproject.Path, pyproject.Project!.NameSpan), "[project] is written inline or with dotted keys, where pins cannot be stamped; write it as a table with one key a line");
        if (text is null || pyproject.Root.Table("tool", "poetry") is not { } poetry) return text;

        // poetry knows no dynamic version: what stands there is a placeholder.
        var edits = new List<TextEdit>();
        if (poetry.TryGet<TomlString>("version", out var written) && pyproject.Project is null) edits.Add(PyprojectStamp.Replace(written, PyprojectStamp.Quote(version)));
        foreach (var entry in poetry.Table("dependencies")?.Entries.Where(e => package.Dependencies.Any(d => Names.PackageName.AreEqual(d, e.Key))) ?? [])
        {
            var value = entry.Value is TomlTable table && table.Find("version") is { } inner ? inner.Value : entry.Value;
            edits.Add(PyprojectStamp.Replace(value, PyprojectStamp.Quote("==" + version)));
        }

        return pyproject.Text == text ? TextEdit.Apply(text, edits) : text;
    }

    private void StampVersion(SourceFile file, bool required, Dictionary<string, string> texts)
    {
        var text = texts.GetValueOrDefault(file.Path) ?? File.ReadAllText(file.FullPath, Encoding.UTF8);
        if (VersionStamp.Apply(text, version) is { } stamped) texts[file.Path] = stamped;
        else if (required) findings.Add(PythonRules.NothingToStamp, SourceLocation.File(file.FullPath), file.Path);
    }
}
