using System.Globalization;

using Legion.Build.Artifacts.Pages.Docs;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>The report of a build or publish: one self-contained HTML page, and a Markdown summary for CI job pages.</summary>
public static class ReportPage
{
    private const string HtmlTemplate = "report.html.hbs";
    private const string MarkdownTemplate = "summary.md.hbs";

    /// <summary>The page.</summary>
    /// <param name="input">What it tells of.</param>
    /// <returns>HTML that refers to nothing outside itself.</returns>
    public static string Html(ReportInput input) => PageTemplate.Compile(PageTemplate.Shipped(HtmlTemplate), HtmlTemplate, html: true).Render(View(input));

    /// <summary>The summary.</summary>
    /// <param name="input">What it tells of.</param>
    /// <returns>Markdown.</returns>
    public static string Markdown(ReportInput input) => PageTemplate.Compile(PageTemplate.Shipped(MarkdownTemplate), MarkdownTemplate, html: false).Render(View(input));

    /// <summary>What the templates are given.</summary>
    /// <param name="input">What the report tells of.</param>
    internal static ReportView View(ReportInput input)
    {
        var (manifest, record) = (input.Manifest, input.Record);
        var artifacts = record.Artifacts.Select(Row).ToList();
        return new()
        {
            Product = manifest.Product,
            Description = manifest.Description ?? "",
            Version = record.Version.SemVer,
            Pep440 = record.Version.Pep440,
            OciTag = record.Version.OciTag,
            Channel = record.Channel,
            Summary = Summary(record, input.Published),
            Graph = ArtifactGraph.Svg(manifest, record.Channel),
            Artifacts = artifacts,
            Images = Images(record, input.Layers),
            Places = [
                .. Places.Of(manifest, manifest.ChartDestinations, manifest.Charts).Select(static p => p with { Kind = "charts" }),
                .. Places.Of(manifest, manifest.ImageDestinations, manifest.Images).Select(static p => p with { Kind = "images" }),
                .. Places.Of(manifest, manifest.PythonDestinations, manifest.PythonPackages).Select(static p => p with { Kind = "Python" }),
            ],
            Published = input.Published,
        };
    }

    private static ReportArtifact Row(BuiltArtifact artifact) => new()
    {
        Kind = BuildRecordWriter.NameOf(artifact.Kind),
        Name = artifact.Name,
        Version = artifact.Version,
        Size = ByteSize.Text(artifact.Size),
        Digest = artifact.Digest,
        ShortDigest = Short(artifact.Digest),
        How = artifact.How,
        Rebuilt = artifact.Rebuilt,
        Reason = artifact.Rebuilt ? artifact.Reason ?? "first build" : "unchanged",
        Time = artifact.Rebuilt ? ByteSize.Text(artifact.Elapsed) : "",
    };

    private static string Summary(BuildRecord record, IReadOnlyList<PublishedArtifact> published)
    {
        int Count(ArtifactKind kind) => record.Artifacts.Count(a => a.Kind == kind);
        var c = CultureInfo.InvariantCulture;
        var made = string.Create(c, $"{Plural(Count(ArtifactKind.Chart), "chart")}, {Plural(Count(ArtifactKind.Image), "image")}, {Plural(Count(ArtifactKind.Python), "Python package")}");
        var rebuilt = record.Artifacts.Count(static a => a.Rebuilt);
        var text = string.Create(c, $"{made}; {rebuilt} built, {record.Artifacts.Count - rebuilt} unchanged, {ByteSize.Text(record.Artifacts.Sum(static a => a.Size))} in all.");
        return published.Count == 0 ? text : text + string.Create(c, $" Published to {Plural(published.Select(static p => p.Repository).Distinct(StringComparer.Ordinal).Count(), "repository", "repositories")}.");
    }

    private static string Plural(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    private static List<ReportImage> Images(BuildRecord record, IReadOnlyDictionary<string, IReadOnlyList<ImageLayer>> layers)
    {
        var largest = Math.Max(1, layers.Values.Select(static l => l.Sum(static x => x.Size)).DefaultIfEmpty(1).Max());
        return
        [
            .. record.Artifacts.Where(a => a.Kind == ArtifactKind.Image && layers.ContainsKey(a.Name)).Select(a => new ReportImage(
                a.Name,
                ByteSize.Text(layers[a.Name].Sum(static l => l.Size)),
                [.. layers[a.Name].Select(l => new ReportLayer(Short(l.Digest), ByteSize.Text(l.Size), Math.Max(0.5, 100.0 * l.Size / largest).ToString("0.#", CultureInfo.InvariantCulture), l.CreatedBy))])),
        ];
    }

    private static string Short(string digest)
    {
        var hex = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return hex.Length > 12 ? hex[..12] : hex;
    }
}
