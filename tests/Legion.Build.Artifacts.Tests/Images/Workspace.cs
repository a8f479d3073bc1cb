using Legion.Build.Artifacts.Images;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>A manifest with its files in a folder of its own, built as often as a test likes.</summary>
internal sealed class Workspace : IDisposable
{
    private const string Head = """
        apiVersion: legion.build/v1
        product: Test
        channels: { development: { versions: any, mutable: true } }
        repositories: { here: { type: oci, url: localhost:5000/test } }
        publish: { images: { development: here } }
        images:

        """;

    public Workspace(string? name = null)
    {
        Folder = Path.Join(Path.GetTempPath(), "legion-images", name ?? Path.GetRandomFileName());
        Root = Path.Join(Folder, "src");
        Directory.CreateDirectory(Root);
    }

    public string Folder { get; }

    public string Root { get; }

    public string Output => Path.Join(Folder, "artifacts");

    public string Layout => Path.Join(Output, "images");

    public long? Epoch { get; set; }

    public string Version { get; set; } = "1.2.3";

    public ImageOptions Options { get; set; } = new();

    public RecordingLog Log { get; private set; } = new();

    public IReadOnlyList<string> Errors => [.. Log.Diagnostics.Where(static d => d.Rule.Severity == RuleSeverity.Error).Select(static d => d.Rule.Id)];

    public Workspace File(string path, string content, bool executable = false)
    {
        var full = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, content);
        if (executable && !OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(full, (UnixFileMode)0b111_101_101);
        return this;
    }

    /// <summary>The lines below <c>images:</c>.</summary>
    public Workspace Manifest(string images) => File("distributions.yaml", Head + string.Join('\n', images.Split('\n').Select(static line => "  " + line)) + "\n");

    public async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(CancellationToken cancellation = default)
    {
        Log = new();
        var path = Path.Join(Root, "distributions.yaml");
        return await BuildAsync(path, Root, cancellation);
    }

    public async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(string manifest, string root, CancellationToken cancellation = default)
    {
        Log = new();
        var reading = ManifestReader.Read(await System.IO.File.ReadAllTextAsync(manifest, cancellation), manifest);
        foreach (var diagnostic in reading.Diagnostics) Log.Report(diagnostic);
        Assert.NotNull(reading.Manifest);
        Assert.True(VersionDialects.TryCreate(Version, out var version, out var error), error);
        var build = new BuildContext
        {
            Manifest = reading.Manifest,
            Sources = reading.Sources,
            Root = root,
            OutputPath = Output,
            IntermediatePath = Path.Join(Folder, "obj"),
            Version = version,
            Channel = reading.Manifest.Channels[^1],
            SourceDateEpoch = Epoch,
            Log = Log,
        };
        return await ImageStation.BuildAsync(build, Options, cancellation);
    }

    public async Task<BuiltArtifact> BuildOneAsync(string name = "web")
    {
        var built = await BuildAsync();
        var artifact = built.SingleOrDefault(artifact => artifact.Name == name);
        Assert.True(artifact is not null, string.Join('\n', Log.Diagnostics.Select(static d => d.Location + ": " + d.Rule.Id + ": " + d.Message)));
        return artifact;
    }

    public void Dispose()
    {
        TemporaryFolders.Delete(Folder);
    }
}
