using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Python;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests.Support;

/// <summary>A small platform in a folder of its own: two images, two charts, a Python package, built and recorded.</summary>
internal sealed class Platform : IDisposable
{
    public const string DefaultManifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release:     { versions: stable }
          pre-release: { versions: prerelease }
          development: { versions: any, mutable: true }
        repositories:
          charts:       { type: helm-git, url: https://git.example.org/charts }
          charts-http:  { type: helm-http, url: https://nexus.example.org/repository/helm/, access: internal }
          images:       { type: oci, url: registry.example.org/legion }
          images-dev:   { type: oci, push: push.example.org/legion, pull: pull.example.org/legion }
          python:       { type: pypi, url: https://nexus.example.org/repository/pypi/ }
        publish:
          charts: { release: charts, pre-release: charts, development: charts-http }
          images: { release: images, pre-release: images, development: images-dev }
          python: { release: python, pre-release: python, development: python }
        charts:
          legion: { path: helms/legion, installAfter: [legion-crds], images: [edge, edi] }
          legion-crds: { path: helms/legion-crds }
        images:
          edge: { dockerfile: edge }
          edi: { dockerfile: edi }
        python:
          legion: { path: sdk }
        """;

    // One of each field that an upload has a place for.
    private const string Headers = """
        Home-page: https://example.org/
        Author: Legion
        Author-email: legion@example.org
        License: Apache-2.0
        Project-URL: Docs, https://docs.example.org/
        Project-URL: Sources, https://sources.example.org/
        Keywords: models,charts
        Classifier: Development Status :: 4 - Beta
        Classifier: Programming Language :: Python :: 3
        Requires-Python: >=3.8
        Requires-Dist: requests (>=2)
        Requires-Dist: rich ; extra == 'all'
        Provides-Extra: all
        Description-Content-Type: text/markdown

        # Légion

        A client.

        """;

    private readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public Platform(string? manifest = null, string channel = "release", string version = "1.0.0", string seed = "", string? root = null, bool build = true)
    {
        Root = root ?? Path.Combine(Path.GetTempPath(), "legion publish ü " + Path.GetRandomFileName());
        Directory.CreateDirectory(Root);
        var reading = ManifestReader.Read(manifest ?? DefaultManifest, Path.Combine(Root, "distributions.yaml"));
        Assert.False(reading.HasErrors, string.Join('\n', reading.Diagnostics.Select(static d => d.Message)));
        (Manifest, Sources) = (reading.Manifest!, reading.Sources);
        Channel = channel;
        Version = version;
        if (build) Build(seed);
    }

    public string Root { get; }

    public string Output => Path.Combine(Root, "artifacts");

    public string Rehearsal => Path.Combine(Root, "rehearsal");

    public DistributionManifest Manifest { get; }

    public SourceMap Sources { get; }

    public string Channel { get; set; }

    public string Version { get; set; }

    /// <summary>The version that images say of themselves; null: none.</summary>
    public string? Label { get; set; }

    public Dictionary<string, string> Variables => variables;

    public ReleaseEnvironment Environment => new() { Variable = variables.GetValueOrDefault, Home = Path.Combine(Root, "home") };

    public ReleaseRequest Request => new()
    {
        Manifest = Manifest,
        Sources = Sources,
        Root = Root,
        OutputPath = Output,
        IntermediatePath = Path.Combine(Root, "obj"),
        Version = Dialects(Version),
        Channel = Manifest.Channels.First(c => c.Name == Channel),
        Environment = Environment,
        Patience = TimeSpan.FromSeconds(5),
    };

    public ReleaseRequest Rehearse => Request with { RehearseTo = Rehearsal };

    public static VersionDialects Dialects(string version)
    {
        Assert.True(VersionDialects.TryCreate(version, out var dialects, out var error), error);
        return dialects;
    }

    /// <summary>Makes the artifacts and their record; another seed makes other bytes.</summary>
    public void Build(string seed = "")
    {
        Directory.CreateDirectory(Path.Combine(Root, "home"));
        var version = Dialects(Version);
        var artifacts = Manifest.Images.Select(i => Image(i.Name, version, seed))
            .Concat(Manifest.Charts.Select(c => Chart(c.Name, version, seed)))
            .Concat(Manifest.PythonPackages.Select(p => Python(p.Name, version, seed)));
        var record = new BuildRecord { Product = Manifest.Product, Version = version, Channel = Channel, Artifacts = BuildRecord.InOrder(artifacts) };
        BuildRecordFile.Write(Path.Combine(Output, BuildRecord.FileName), record);
    }

    /// <summary>Makes charts and packages by their stations, of sources that are written first, and records them.</summary>
    /// <param name="text">What a template and a module say.</param>
    /// <param name="time">When the sources say that they were written; null: now.</param>
    public async Task BuildFromSourcesAsync(string text = "hello", DateTime? time = null)
    {
        foreach (var chart in Manifest.Charts)
        {
            Source(chart.Path + "/Chart.yaml", $"apiVersion: v2\nname: {chart.Name}\nversion: 0.0.0\nappVersion: 0.0.0\n");
            Source(chart.Path + "/values.yaml", "image: none\n");
            Source(chart.Path + "/templates/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n  text: " + text + "\n");
        }

        foreach (var package in Manifest.PythonPackages)
        {
            Source(package.Path + "/pyproject.toml", $"[build-system]\nrequires = [\"hatchling\"]\nbuild-backend = \"hatchling.build\"\n\n[project]\nname = \"{package.Name}\"\ndynamic = [\"version\"]\ndescription = \"A client\"\n\n[tool.hatch.version]\npath = \"{package.Name}/__init__.py\"\n");
            Source(package.Path + $"/{package.Name}/__init__.py", "__version__ = \"0.0.0\"\n");
            Source(package.Path + $"/{package.Name}/text.py", $"TEXT = \"{text}\"\n");
        }

        if (time is { } written) Date(written);
        var context = new BuildContext { Manifest = Manifest, Sources = Sources, Root = Root, OutputPath = Output, IntermediatePath = Path.Combine(Root, "obj"), Version = Dialects(Version), Channel = Request.Channel, Log = new RecordingLog() };
        var images = Manifest.Images.Select(i => Image(i.Name, context.Version, "")).ToList();
        var charts = await ChartStation.BuildAsync(context, new() { Lint = false, Sarif = false }, images, CancellationToken.None);
        var packages = await PythonStation.BuildAsync(context, new(), CancellationToken.None);
        BuildRecordFile.Write(Path.Combine(Output, BuildRecord.FileName), new() { Product = Manifest.Product, Version = context.Version, Channel = Channel, Artifacts = BuildRecord.InOrder(images.Concat(charts).Concat(packages)) });
    }

    public void Dispose() => TemporaryFolders.Delete(Root);

    private void Date(DateTime time)
    {
        foreach (var folder in Manifest.Charts.Select(static c => c.Path).Concat(Manifest.PythonPackages.Select(static p => p.Path)))
        {
            foreach (var file in Directory.EnumerateFileSystemEntries(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, time);
        }
    }

    private void Source(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
        File.WriteAllText(Path.Combine(Root, path), text);
    }

    private BuiltArtifact Image(string name, VersionDialects version, string seed)
    {
        var layout = OciLayout.OpenOrCreate(Path.Combine(Output, "images"));
        using var writer = layout.OpenWriter(CancellationToken.None);
        var layer = writer.WriteBlob(MediaTypes.LayerTar, Encoding.UTF8.GetBytes($"layer of {name} {version.OciTag} {seed}"));
        var config = writer.WriteBlob(MediaTypes.ImageConfig, new ImageConfig { RootFs = new([layer.Digest]), Config = new() { Labels = Labels() } }.ToBytes());
        var manifest = new ImageManifest { Config = config, Layers = [layer] }.ToRaw();
        var root = writer.WriteManifest(manifest);
        writer.SetEntry(name, root, CancellationToken.None);
        var files = layout.Reach(root).Select(d => new ArtifactFile("images/blobs/sha256/" + d.Digest.Hex, d.Size, d.Digest.Hex)).ToEquatableArray();
        return Built(ArtifactKind.Image, name, version.OciTag, files, root.Digest.ToString());
    }

    private ImmutableSortedDictionary<string, string> Labels() =>
        Label is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add(Annotations.Version, Label);

    private BuiltArtifact Chart(string name, VersionDialects version, string seed)
    {
        var path = "charts/" + name + "-" + version.SemVer + ".tgz";
        var file = Write(path, Tgz((name + "/Chart.yaml", $"apiVersion: v2\nname: {name}\nversion: {version.SemVer}\ndescription: {name} {seed}\n"), (name + "/values.yaml", "{}\n")));
        return Built(ArtifactKind.Chart, name, version.SemVer, EquatableArray.Of(file), "sha256:" + file.Sha256);
    }

    private BuiltArtifact Python(string name, VersionDialects version, string seed)
    {
        var metadata = $"Metadata-Version: 2.1\nName: {name}\nVersion: {version.Pep440}\nSummary: {name} {seed}\n" + Headers;
        using var wheel = new MemoryStream();
        using (var zip = new ZipArchive(wheel, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (entryName, text) in new[] { (name + "/__init__.py", ""), ($"{name}-{version.Pep440}.dist-info/METADATA", metadata), ($"{name}-{version.Pep440}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"), ($"{name}-{version.Pep440}.dist-info/RECORD", $"{name}/__init__.py,,\n{name}-{version.Pep440}.dist-info/METADATA,,\n{name}-{version.Pep440}.dist-info/WHEEL,,\n{name}-{version.Pep440}.dist-info/RECORD,,\n") })
            {
                var entry = zip.CreateEntry(entryName);
                entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        var files = new[]
        {
            Write($"python/{name}-{version.Pep440}-py3-none-any.whl", wheel.ToArray()),
            Write($"python/{name}-{version.Pep440}.tar.gz", Tgz(($"{name}-{version.Pep440}/PKG-INFO", metadata))),
        };
        return Built(ArtifactKind.Python, name, version.Pep440, files.ToEquatableArray(), "sha256:" + files[0].Sha256);
    }

    private static BuiltArtifact Built(ArtifactKind kind, string name, string version, EquatableArray<ArtifactFile> files, string digest) => new()
    {
        Kind = kind,
        Name = name,
        Version = version,
        Files = files,
        Digest = digest,
        Size = files.Sum(static f => f.Size),
        Fingerprint = new string('0', 64),
        How = "test",
    };

    private ArtifactFile Write(string path, byte[] content)
    {
        var full = Path.Combine(Output, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static byte[] Tgz(params (string Name, string Text)[] files)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Ustar))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), ModificationTime = DateTimeOffset.UnixEpoch });
        }

        return result.ToArray();
    }
}
