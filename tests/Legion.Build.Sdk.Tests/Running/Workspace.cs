using System.Security.Cryptography;
using Legion.Build.TestServers;

namespace Legion.Build.Sdk.Tests.Running;

/// <summary>A user's folder: clean, outside the repository, knowing nothing but the feed with the packed SDK.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly PackedSdk sdk;

    /// <param name="sdk">The SDK.</param>
    /// <param name="name">The folder's name; what a path may hold, it may hold.</param>
    public Workspace(PackedSdk sdk, string name = "work")
    {
        this.sdk = sdk;
        Root = Path.Combine(Directory.CreateTempSubdirectory("legion-user-").FullName, name);
        Directory.CreateDirectory(Root);
        Write("nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{sdk.Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{sdk.Cache}" /></config>
            </configuration>
            """);
        // Nothing from above: neither this repository's nor this machine's.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    public string Root { get; }

    public string Version => sdk.Version;

    public string this[string path] => Path.Combine(Root, path);

    public void Dispose() => TemporaryFolders.Delete(Path.GetDirectoryName(Root)!);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], content.EndsWith('\n') ? content : content + "\n");
    }

    public void Edit(string path, string old, string replacement)
    {
        var text = File.ReadAllText(this[path]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(this[path], text.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>A distribution project as the README shows it.</summary>
    public void WriteProject(string path = "platform.csproj", string properties = "<Version>1.2.3-dev.4</Version>") => Write(path, $"""
        <Project Sdk="Legion.Build.Sdk/{Version}">
          <PropertyGroup>
            {properties}
          </PropertyGroup>
        </Project>
        """);

    /// <summary>The smallest platform: a chart that deploys an image, and a package.</summary>
    public void WritePlatform(string folder = "")
    {
        string In(string path) => Path.Combine(folder, path);
        WriteProject(In("platform.csproj"));
        Write(In("distributions.yaml"), """
            apiVersion: legion.build/v1
            product: Acme
            channels:
              release: { versions: stable }
              development: { versions: any, mutable: true }
            repositories:
              hub: { type: oci, url: registry.example.org/acme }
              index: { type: pypi, url: "https://upload.example.org/legacy/", index: "https://index.example.org/simple/" }
            publish:
              charts: { release: hub, development: hub }
              images: { release: hub, development: hub }
              python: { release: index, development: index }
            charts:
              acme:
                path: chart
                images: [web]
                values: { image: "${image:web}" }
            images:
              web:
                dockerfile: web/Dockerfile
                sources: [pages]
            python:
              acme: { path: package }
            """);
        Write(In("chart/Chart.yaml"), "apiVersion: v2\nname: acme\nversion: 0.0.0\ndescription: A page\n");
        Write(In("chart/values.yaml"), "image: none\n");
        Write(In("chart/templates/pod.yaml"), "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: web\n      image: {{ .Values.image | quote }}\n");
        Write(In("web/Dockerfile"), "FROM scratch\nCOPY pages/ /pages/\nCMD [\"/pages\"]\n");
        Write(In("pages/index.html"), "<p>hello</p>\n");
        Write(In("package/pyproject.toml"), "[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[project]\nname = \"acme\"\ndynamic = [\"version\"]\ndescription = \"A client\"\n\n[tool.hatch.version]\npath = \"acme/__init__.py\"\n");
        Write(In("package/acme/__init__.py"), "__version__ = \"0.0.0\"\n");
    }

    public RunResult Dotnet(params string[] arguments) => DotnetWith(new Dictionary<string, string?>(), arguments);

    public RunResult DotnetWith(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        Run.Program(Root, "dotnet", arguments, With(environment));

    /// <summary>Starts a program that does not end by itself; its output is for the caller to read.</summary>
    public System.Diagnostics.Process Start(string program, params string[] arguments) => StartWith(new Dictionary<string, string?>(), program, arguments);

    public System.Diagnostics.Process StartWith(IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments) => Run.Start(Root, program, arguments, With(environment));

    /// <summary>A command as it is typed, in a folder; the user's home is one of their own.</summary>
    public RunResult Shell(string folder, string command, IReadOnlyDictionary<string, string?>? environment = null) =>
        Run.Program(folder, "bash", ["-c", command], With(environment ?? new Dictionary<string, string?>()));

    /// <summary>Every file below a folder with its SHA-256: equal snapshots mean that nothing was touched. The report tells of times, and SARIF what the last build found: they are left out.</summary>
    public IReadOnlyDictionary<string, string> Snapshot(string path = "artifacts") => SnapshotOf(this[path]);

    public static IReadOnlyDictionary<string, string> SnapshotOf(string folder) => !Directory.Exists(folder)
        ? new Dictionary<string, string>()
        : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(static f => !f.Contains("/.staging/", StringComparison.Ordinal) && Path.GetFileName(f) is not ("report.html" or "summary.md" or "charts.sarif"))
            .ToDictionary(f => Path.GetRelativePath(folder, f), static f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))), StringComparer.Ordinal);

    private Dictionary<string, string?> With(IReadOnlyDictionary<string, string?> environment) =>
        PackedSdk.Quiet.Append(new("DOTNET_CLI_HOME", Path.Combine(Path.GetDirectoryName(Root)!, "home"))).Concat(environment)
            .GroupBy(static e => e.Key).ToDictionary(static g => g.Key, static g => g.Last().Value);
}
