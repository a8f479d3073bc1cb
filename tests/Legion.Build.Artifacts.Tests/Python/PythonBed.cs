using System.Collections.Concurrent;
using System.Diagnostics;
using Legion.Build.Artifacts.Python;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>A folder with Python projects, and what the station says and makes of them.</summary>
internal sealed class PythonBed : IBuildLog, IDisposable
{
    private readonly ConcurrentQueue<BuildDiagnostic> findings = new();
    private readonly ConcurrentQueue<string> messages = new();

    public PythonBed(string name = "legion bed ñ")
    {
        Top = Directory.CreateTempSubdirectory("legion-python-").FullName;
        Root = Path.Join(Top, name);
        Directory.CreateDirectory(Root);
    }

    public string Top { get; }

    public string Root { get; }

    public string Outputs => Path.Join(Root, "artifacts");

    public IReadOnlyList<BuildDiagnostic> Findings => [.. findings];

    public IReadOnlyList<string> Messages => [.. messages];

    public List<PythonPackage> Packages { get; } = [];

    public List<Repository> Repositories { get; } = [];

    public PythonOptions Options { get; set; } = new();

    public string Version { get; set; } = "1.2.3";

    public long? SourceDateEpoch { get; set; }

    /// <summary>Writes a file below the root; the text's indentation is the first line's.</summary>
    public PythonBed File(string path, string text)
    {
        var full = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text.ReplaceLineEndings("\n"));
        return this;
    }

    /// <summary>Writes a script below the root, which can be run at once.</summary>
    public PythonBed Script(string path, string text)
    {
        Scripts.Write(Path.Join(Root, path), text);
        return this;
    }

    public PythonBed Package(string name, string path = ".", Func<PythonPackage, PythonPackage>? with = null)
    {
        var package = new PythonPackage(name, path);
        Packages.Add(with is null ? package : with(package));
        return this;
    }

    /// <summary>A small package built natively by hatchling's rules.</summary>
    public PythonBed Hatch(string name, string path = ".", string more = "", Func<PythonPackage, PythonPackage>? with = null)
    {
        var module = name.Replace('-', '_');
        var prefix = path == "." ? "" : path + "/";
        return Package(name, path, with)
            .File(prefix + "pyproject.toml", $"""
                [build-system]
                requires = ["hatchling"]
                build-backend = "hatchling.build"

                [project]
                name = "{name}"
                dynamic = ["version"]
                requires-python = ">=3.8"
                {more}
                """)
            .File($"{prefix}src/{module}/__init__.py", "def main():\n    print('hello')\n");
    }

    public async Task<IReadOnlyList<BuiltArtifact>> BuildAsync()
    {
        findings.Clear();
        messages.Clear();
        return await PythonStation.BuildAsync(Context(), Options, TestContext.Current.CancellationToken);
    }

    /// <summary>Builds what must succeed without a finding.</summary>
    public async Task<BuiltArtifact> BuildOneAsync()
    {
        var built = await BuildAsync();
        Assert.Empty(Findings.Select(static f => f.Message));
        return Assert.Single(built);
    }

    /// <summary>Builds what must fail with one finding.</summary>
    public async Task<BuildDiagnostic> BuildWithErrorAsync()
    {
        Assert.Empty(await BuildAsync());
        return Assert.Single(Findings);
    }

    public string Output(BuiltArtifact artifact, string ending) =>
        Path.Join(Outputs, artifact.Files.Single(f => f.Path.EndsWith(ending, StringComparison.Ordinal)).Path);

    public static string Run(string program, string arguments, string folder, bool mayFail = false, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (!mayFail) Assert.True(process.ExitCode == 0, $"{program} {arguments}\n{output}\n{error.Result}");
        return output + error.Result;
    }

    /// <summary>This process's environment with some variables set.</summary>
    public static ToolEnvironment EnvironmentWith(params (string Name, string Value)[] variables)
    {
        var all = ToolEnvironment.OfProcess().Variables.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in variables) all[name] = value;
        return new ToolEnvironment(all);
    }

    /// <summary>Debian's Python, which has build, flit, hatchling and twine.</summary>
    public static string Python(string module = "venv")
    {
        const string Interpreter = "/usr/bin/python3";
        if (!System.IO.File.Exists(Interpreter) || Run(Interpreter, $"-c \"import {module}\"", "/", mayFail: true).Length > 0)
        {
            Assert.Skip($"needs Python with {module}: apt-get install python3 python3-venv python3-build python3-hatchling flit twine python3-poetry-core python3-setuptools python3-setuptools-scm python3-wheel python3-docutils python3-pygments");
        }

        return Interpreter;
    }

    public void Report(BuildDiagnostic diagnostic) => findings.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text) => messages.Enqueue($"{artifact}: {text}");

    public void Dispose() => TemporaryFolders.Delete(Top);

    private BuildContext Context()
    {
        var channel = new Channel("release", VersionPolicy.Stable);
        return new BuildContext
        {
            Manifest = new DistributionManifest
            {
                Product = "Legion",
                Channels = EquatableArray.Of(channel),
                Repositories = Repositories.ToEquatableArray(),
                PythonPackages = Packages.ToEquatableArray(),
            },
            Sources = new SourceMap(Path.Join(Root, "distributions.yaml"), Packages.ToDictionary(p => SourceMap.PathOf("python", p.Name), p => new SourceSpan(0, 1, 7, 2, 7, 3)), new Dictionary<string, SourceSpan>()),
            Root = Root,
            OutputPath = Outputs,
            IntermediatePath = Path.Join(Root, "obj"),
            Version = new VersionDialects(Version, Version, Version),
            Channel = channel,
            SourceDateEpoch = SourceDateEpoch,
            Log = this,
        };
    }
}
