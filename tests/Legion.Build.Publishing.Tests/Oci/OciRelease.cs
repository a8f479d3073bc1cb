using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.Publishing.Repositories;
using Legion.Build.Publishing.Repositories.Oci;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests.Oci;

/// <summary>Images and a chart as a build leaves them, and publishers for them.</summary>
internal sealed class OciRelease : IBuildLog, IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("legion-oci-publish-").FullName;
    public OciRelease() => Layout = OciLayout.OpenOrCreate(Path.Combine(root, "images"));

    public OciLayout Layout { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public List<string> Lines { get; } = [];

    public static RepositoryFactory At(string push, string? pull = null, string? ca = null) =>
        new(new Repository("docker-hub", RepositoryType.Oci, push, pull ?? push) { CertificateAuthority = ca });

    public OciPublisher Open(RepositoryFactory repository) => new(repository.Value, Context());

    public BuiltArtifact Image(string name, string text, int randomBytes = 0)
    {
        using var writer = Layout.OpenWriter(CancellationToken.None);
        var tar = Tar(("hello", Encoding.UTF8.GetBytes(text)), ("noise", RandomNumberGenerator.GetBytes(randomBytes)));
        var layer = writer.WriteBlob(MediaTypes.LayerTarGzip, Gzip(tar));
        var config = writer.WriteBlob(MediaTypes.ImageConfig, new ImageConfig { RootFs = new RootFs([Digest.Of(tar)]) }.ToBytes());
        var manifest = writer.WriteManifest(new ImageManifest { Config = config, Layers = [layer] }.ToRaw());
        writer.SetEntry(name, manifest, CancellationToken.None);
        return Recorded(name);
    }

    public BuiltArtifact Recorded(string name)
    {
        var manifest = Layout.Find(name)!;
        return Artifact(ArtifactKind.Image, name, manifest.Digest.ToString(), [.. Layout.Reach(manifest).Select(b => new ArtifactFile("images/blobs/sha256/" + b.Digest.Hex, b.Size, b.Digest.Hex))]);
    }

    public BuiltArtifact Chart(string name)
    {
        var bytes = Gzip(Tar(
            (name + "/Chart.yaml", Encoding.UTF8.GetBytes($"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")),
            (name + "/values.yaml", "a: 1\n"u8.ToArray())));
        Directory.CreateDirectory(Path.Combine(root, "charts"));
        File.WriteAllBytes(Path.Combine(root, "charts", name + "-1.0.0.tgz"), bytes);
        var sha256 = Digest.Of(bytes).Hex;
        return Artifact(ArtifactKind.Chart, name, "sha256:" + sha256, [new ArtifactFile($"charts/{name}-1.0.0.tgz", bytes.Length, sha256)]);
    }

    public void Report(BuildDiagnostic diagnostic) => Assert.Fail(diagnostic.ToString());

    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
        lock (Lines)
        {
            Lines.Add(text);
        }
    }

    public void Dispose() => TemporaryFolders.Delete(root);

    private static BuiltArtifact Artifact(ArtifactKind kind, string name, string digest, IReadOnlyList<ArtifactFile> files) => new()
    {
        Kind = kind,
        Name = name,
        Version = "1.0.0",
        Digest = digest,
        Fingerprint = "",
        How = "test",
        Files = new EquatableArray<ArtifactFile>([.. files]),
    };

    private static byte[] Tar(params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var (name, content) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }

        return memory.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return memory.ToArray();
    }

    private PublishContext Context() => new()
    {
        Product = "Legion",
        Root = root,
        OutputPath = root,
        WorkPath = Path.Combine(root, "work"),
        Version = VersionDialects.TryCreate("1.0.0", out var version, out var error) ? version : throw new InvalidOperationException(error),
        Channel = new Channel("release", VersionPolicy.Stable),
        Environment = new ReleaseEnvironment { Variable = name => Variables.GetValueOrDefault(name), Home = Path.Combine(root, "home") },
        Log = this,
    };

    /// <summary>A repository of the manifest.</summary>
    internal sealed record RepositoryFactory(Repository Value);
}
