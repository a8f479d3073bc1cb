using System.Globalization;
using System.Text;
using Legion.Build.Artifacts;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Benchmarks.Python;

/// <summary>A package of a hundred modules of a few kilobytes each, in a folder of its own, once for hatchling and once for flit.</summary>
internal sealed class HundredModules : IBuildLog
{
    private int made;
    private string round = "0";

    public HundredModules()
    {
        Root = Directory.CreateTempSubdirectory("legion-race-").FullName;
        Write(Source, "requires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"");
        Write(FlitSource, "requires = [\"flit_core\"]\nbuild-backend = \"flit_core.buildapi\"");
        Files = Directory.GetFiles(Source, "*", SearchOption.AllDirectories);
    }

    public string Root { get; }

    public string Source => Path.Join(Root, "hatch");

    public string FlitSource => Path.Join(Root, "flit");

    public IReadOnlyList<string> Files { get; }

    /// <summary>Where the builder's outputs go in this round.</summary>
    public string OutputPath => Path.Join(Root, "out-" + round);

    /// <summary>A new round: nothing of the one before is there.</summary>
    /// <remarks>
    /// No round's files are removed before the end: ext4 passes over every inode that was freed in the last five minutes when it looks for a free one, so that
    /// each file made after some thousand removals would cost as much as compressing five modules or more. A second run within that time meets what
    /// the first one removed; on a RAM disk or a new file system (TMPDIR) it does not.
    /// </remarks>
    public void NextRound() => round = (++made).ToString(CultureInfo.InvariantCulture);

    /// <summary>A new, empty folder.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Join(Root, "bare-" + (++made).ToString(CultureInfo.InvariantCulture))).FullName;

    public BuildContext Context()
    {
        var channel = new Channel("release", VersionPolicy.Stable);
        var none = new Dictionary<string, SourceSpan>();
        return new BuildContext
        {
            Manifest = new DistributionManifest { Product = "Race", Channels = EquatableArray.Of(channel), PythonPackages = EquatableArray.Of(new PythonPackage("race", "hatch")) },
            Sources = new SourceMap("distributions.yaml", none, none),
            Root = Root,
            OutputPath = OutputPath,
            IntermediatePath = Path.Join(Root, "obj-" + round),
            Version = new VersionDialects("1.0.0", "1.0.0", "1.0.0"),
            Channel = channel,
            Log = this,
        };
    }

    public void Report(BuildDiagnostic diagnostic) => throw new InvalidOperationException(diagnostic.Message);

    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
        // The race is about the work, not about telling of it.
    }

    public void Remove() => Directory.Delete(Root, recursive: true);

    private static void Write(string folder, string buildSystem)
    {
        var package = Path.Join(folder, "src", "race");
        Directory.CreateDirectory(package);
        File.WriteAllText(Path.Join(folder, "pyproject.toml"), $"[build-system]\n{buildSystem}\n[project]\nname = \"race\"\nversion = \"1.0.0\"\ndescription = \"A hundred modules\"\nreadme = \"README.md\"\nrequires-python = \">=3.8\"\ndependencies = [\"packaging>=20\"]\n[project.scripts]\nrace = \"race:main\"\n");
        File.WriteAllText(Path.Join(folder, "README.md"), "# Race\n");
        File.WriteAllText(Path.Join(package, "__init__.py"), "\"\"\"Race.\"\"\"\n\n\ndef main():\n    return 0\n");
        for (var module = 0; module < 100; module++) File.WriteAllText(Path.Join(package, string.Create(CultureInfo.InvariantCulture, $"module_{module:00}.py")), Module(module));
    }

    // Text that compresses as source does: words that come again, numbers that do not.
    private static string Module(int module)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"\"\"\"Module {module}.\"\"\"\n\nimport os\nimport sys\n");
        var seed = (uint)(module + 1) * 2654435761u;
        for (var function = 0; function < 24; function++)
        {
            seed = (seed * 1664525u) + 1013904223u;
            text.Append(CultureInfo.InvariantCulture, $"\n\ndef function_{seed % 9973}(argument, option=None):\n    \"\"\"Returns what follows from argument {seed % 331}.\"\"\"\n    if option is None:\n        option = os.environ.get('OPTION_{seed % 4441}', sys.platform)\n    return [argument * {seed >> 7}, option]\n");
        }

        return text.ToString();
    }
}
