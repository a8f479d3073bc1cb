using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.TestServers;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>A folder with charts, a manifest over them, and a log that remembers.</summary>
internal sealed class ChartWorkshop : IBuildLog, IDisposable
{
    private readonly ConcurrentQueue<BuildDiagnostic> findings = new();

    public ChartWorkshop(string name = "legion charts ü")
    {
        Root = Path.Combine(Path.GetTempPath(), name + "-" + Path.GetRandomFileName());
        Directory.CreateDirectory(Root);
        Manifest = new()
        {
            Product = "Legion",
            Channels = EquatableArray.Of(new Channel("release", VersionPolicy.Stable), new Channel("development", VersionPolicy.Any)),
            Repositories = EquatableArray.Of(
                new Repository("hub", RepositoryType.Oci, "docker.io/legion", "docker.io/legion"),
                new Repository("dev", RepositoryType.Oci, "push.example.com:443/legion", "pull.example.com:443/legion/")),
            ImageDestinations = Images,
            Images = EquatableArray.Of(
                new Image("k8s-edi") { Destinations = Images },
                new Image("k8s-edge") { Destinations = Images },
                new Image("elsewhere") { Destinations = EquatableArray.Of(new Destination("development", EquatableArray.Of("hub"))) }),
        };
    }

    public static EquatableArray<Destination> Images { get; } =
        EquatableArray.Of(new Destination("release", EquatableArray.Of("hub")), new Destination("development", EquatableArray.Of("dev")));

    public string Root { get; }

    public DistributionManifest Manifest { get; set; }

    public string Version { get; set; } = "1.1.0-dev.1";

    public long? Epoch { get; set; }

    public IReadOnlyList<BuildDiagnostic> Findings => [.. findings];

    public IEnumerable<string> Errors => Findings.Where(static f => f.Rule.Severity == RuleSeverity.Error).Select(static f => f.Rule.Id + " " + f.Message);

    public string Packages => Path.Combine(Root, "artifacts", "charts");

    public BuildContext Context => new()
    {
        Manifest = Manifest,
        Sources = new(Path.Combine(Root, "distributions.yaml"), new Dictionary<string, SourceSpan>(StringComparer.Ordinal), Spans),
        Root = Root,
        OutputPath = Path.Combine(Root, "artifacts"),
        IntermediatePath = Path.Combine(Root, "obj"),
        Version = new(Version, Version, Version.Replace('+', '_')),
        Channel = Manifest.Channels[^1],
        SourceDateEpoch = Epoch,
        Log = this,
    };

    public Dictionary<string, SourceSpan> Spans { get; } = new(StringComparer.Ordinal);

    public ChartWorkshop Write(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));

    public ChartWorkshop Write(string path, byte[] content)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return this;
    }

    /// <summary>Adds a chart to the manifest, with a small folder of its own.</summary>
    public ChartWorkshop Chart(string name, params Setting[] values) => Chart(new Chart(name, "helms/" + name) { Values = new(values), Images = EquatableArray.Of("k8s-edi") });

    public ChartWorkshop Chart(Chart chart)
    {
        Write(chart.Path + "/Chart.yaml", $"apiVersion: v2\nname: {chart.Name} # the name\nversion: 0.1.0\ndescription: A chart\nicon: https://example.com/i.svg\n");
        Write(chart.Path + "/values.yaml", "# values\nimagesRegistry: \"\" # where from\nreplicas: 1\nedi:\n  image: none\n");
        Write(chart.Path + "/templates/edi.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: edi\ndata:\n  i: {{ .Values.edi.image | quote }}\n  r: {{ .Values.imagesRegistry | quote }}\n  n: {{ .Values.replicas | quote }}\n");
        return With(chart);
    }

    public ChartWorkshop With(Chart chart)
    {
        Manifest = Manifest with { Charts = new([.. Manifest.Charts.Where(c => c.Name != chart.Name), chart]) };
        return this;
    }

    public static BuiltArtifact Image(string name, char digit = 'a') => new()
    {
        Kind = ArtifactKind.Image,
        Name = name,
        Version = "1",
        Digest = "sha256:" + new string(digit, 64),
        Fingerprint = "f",
        How = "embedded",
    };

    public async Task<IReadOnlyList<BuiltArtifact>> BuildAsync(ChartOptions? options = null, params BuiltArtifact[] images)
    {
        findings.Clear();
        return await ChartStation.BuildAsync(Context, options ?? new(), images, CancellationToken.None);
    }

    /// <summary>The package's members, in order.</summary>
    public IReadOnlyList<(string Name, string Text, TarEntry Entry)> Unpack(BuiltArtifact artifact)
    {
        var members = new List<(string, string, TarEntry)>();
        using var file = new GZipStream(File.OpenRead(Path.Combine(Root, "artifacts", artifact.Files[0].Path)), CompressionMode.Decompress);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            using var text = new StreamReader(entry.DataStream ?? Stream.Null, Encoding.UTF8);
            members.Add((entry.Name, text.ReadToEnd(), entry));
        }

        return members;
    }

    public string Member(BuiltArtifact artifact, string name) => Unpack(artifact).Single(m => m.Name == name).Text;

    public void Report(BuildDiagnostic diagnostic) => findings.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
    }

    public void Dispose() => TemporaryFolders.Delete(Root);
}
