using System.Text;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Charts.OciForm;

/// <summary>A packaged chart as an OCI registry holds it: config, content and provenance blobs under one manifest.</summary>
/// <remarks>The same package gives the same manifest: its <c>created</c> is said by the caller, never taken from a clock.</remarks>
public sealed record OciChart
{
    /// <summary>What the time is when nobody says one: 1970.</summary>
    public const string NoTime = "1970-01-01T00:00:00Z";

    /// <summary>What the package's Chart.yaml says.</summary>
    public required ChartMetadata Metadata { get; init; }

    /// <summary>Chart.yaml as JSON, <c>application/vnd.cncf.helm.config.v1+json</c>.</summary>
    public required ChartBlob Config { get; init; }

    /// <summary>The package, and its provenance file when there is one; by digest, as Helm orders them.</summary>
    public required IReadOnlyList<ChartBlob> Layers { get; init; }

    /// <summary>The manifest.</summary>
    public required RawManifest Manifest { get; init; }

    /// <summary>The tag: the version with <c>_</c> for <c>+</c>.</summary>
    public string Tag => TagOf(Metadata.Version);

    /// <summary>The tag of a version (helm #10166).</summary>
    /// <param name="version">SemVer 2.</param>
    public static string TagOf(string version) => version.Replace('+', '_');

    /// <summary>The version behind a tag.</summary>
    /// <param name="tag">A tag of a chart.</param>
    public static string VersionOf(string tag) => tag.Replace('_', '+');

    /// <summary>Makes the form of a package.</summary>
    /// <param name="package">The <c>.tgz</c>.</param>
    /// <param name="provenance">The <c>.prov</c>; null: none.</param>
    /// <param name="created">RFC 3339 time of the annotation; null: <see cref="NoTime"/>.</param>
    /// <param name="path">What findings call the package.</param>
    /// <param name="report">Takes the findings.</param>
    /// <returns>Null when the package is no chart, which is reported.</returns>
    public static OciChart? From(ReadOnlyMemory<byte> package, ReadOnlyMemory<byte>? provenance, string? created, string path, Action<BuildDiagnostic> report)
    {
        using var content = new MemoryStream(package.ToArray(), writable: false);
        if (ChartLoader.LoadArchive(content, path, report) is not { } chart) return null;
        var config = Blob(MediaTypes.HelmConfig, Encoding.UTF8.GetBytes(ChartJson.Metadata(chart.Metadata)));
        var layers = new List<ChartBlob> { Blob(MediaTypes.HelmChart, package) };
        if (provenance is { } signature) layers.Add(Blob(MediaTypes.HelmProvenance, signature));
        layers.Sort(static (a, b) => a.Descriptor.Digest.CompareTo(b.Descriptor.Digest));
        var manifest = Encoding.UTF8.GetBytes(ManifestJson(config, layers, Annotations(chart.Metadata, created ?? NoTime)));
        return new() { Metadata = chart.Metadata, Config = config, Layers = layers, Manifest = new(MediaTypes.ImageManifest, manifest) };
    }

    /// <summary>The manifest's annotations: from Chart.yaml, the chart's own laid over them except title and version.</summary>
    internal static SortedDictionary<string, string> Annotations(ChartMetadata metadata, string created)
    {
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Add(string key, string value)
        {
            if (!string.IsNullOrWhiteSpace(value)) annotations[key] = value;
        }

        Add(Legion.Build.Oci.Annotations.Description, metadata.Description);
        Add(Legion.Build.Oci.Annotations.Title, metadata.Name);
        Add(Legion.Build.Oci.Annotations.Version, metadata.Version);
        Add("org.opencontainers.image.url", metadata.Home);
        Add(Legion.Build.Oci.Annotations.Created, created);
        if (metadata.Sources.Count > 0) Add(Legion.Build.Oci.Annotations.Source, metadata.Sources[0]);
        Add("org.opencontainers.image.authors", string.Join(", ", metadata.Maintainers.Select(static m => m.Name + (m.Email.Length > 0 ? $" ({m.Email})" : ""))));
        foreach (var (key, value) in metadata.Annotations)
        {
            if (key is not (Legion.Build.Oci.Annotations.Version or Legion.Build.Oci.Annotations.Title)) annotations[key] = value;
        }

        return annotations;
    }

    private static ChartBlob Blob(string mediaType, ReadOnlyMemory<byte> content) => new(Descriptor.Of(mediaType, content.Span), content);

    private static string ManifestJson(ChartBlob config, List<ChartBlob> layers, SortedDictionary<string, string> annotations)
    {
        var json = new GoJson().Open('{').Key("schemaVersion").Raw("2").Key("config");
        Put(json, config.Descriptor);
        json.Key("layers").Open('[');
        foreach (var layer in layers) Put(json, layer.Descriptor);
        json.Close(']').Key("annotations").Open('{');
        foreach (var (key, value) in annotations) json.Key(key).Text(value);
        return json.Close('}').Close('}').ToString();
    }

    private static void Put(GoJson json, Descriptor descriptor) => json.Open('{')
        .Key("mediaType").Text(descriptor.MediaType)
        .Key("digest").Text(descriptor.Digest.ToString())
        .Key("size").Raw(descriptor.Size.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .Close('}');
}
