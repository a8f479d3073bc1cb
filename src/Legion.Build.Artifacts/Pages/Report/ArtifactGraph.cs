using System.Globalization;
using System.Net;
using System.Text;

using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>Draws what comes from what and goes where: sources, images and packages, charts, repositories of one channel.</summary>
internal sealed class ArtifactGraph
{
    private const int ColumnWidth = 320;
    private const int NodeWidth = 220;
    private const int NodeHeight = 26;
    private const int RowHeight = 36;
    private const int Top = 34;
    private const int LongestLabel = 27;
    private static readonly string[] Titles = ["Sources", "Images and packages", "Charts", "Repositories"];

    private readonly List<GraphNode> nodes = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<(string From, string To)> edges = [];

    private ArtifactGraph()
    {
    }

    /// <summary>The graph as an SVG element that takes its colours from the page's CSS variables.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="channel">Whose repositories to draw.</param>
    public static string Svg(DistributionManifest manifest, string channel)
    {
        var graph = new ArtifactGraph();
        graph.Collect(manifest, channel);
        return graph.Draw();
    }

    private static string Folder(string path) => path.TrimEnd('/') is var trimmed && trimmed is "." or "" ? "entire repository" : trimmed;

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private void Collect(DistributionManifest manifest, string channel)
    {
        foreach (var image in manifest.Images)
        {
            var id = Add(1, "image", image.Name);
            Link(Add(0, "source", Folder(image.Dockerfile ?? image.Project ?? ".")), id);
            foreach (var source in image.Sources) Link(Add(0, "source", Folder(source)), id);
            LinkPlaces(image, id, channel);
        }

        foreach (var package in manifest.PythonPackages)
        {
            var id = Add(1, "python", package.Name);
            Link(Add(0, "source", Folder(package.Path)), id);
            LinkPlaces(package, id, channel);
        }

        foreach (var chart in InstallOrder.Of(manifest.Charts))
        {
            var id = Add(2, "chart", chart.Name);
            foreach (var image in chart.Images) Link(Add(1, "image", image), id);
            Link(Add(0, "source", Folder(chart.Path)), id);
            LinkPlaces(chart, id, channel);
        }
    }

    private void LinkPlaces(Artifact artifact, string id, string channel)
    {
        foreach (var repository in artifact.Destinations.Where(d => d.Channel == channel).SelectMany(static d => d.Repositories)) Link(id, Add(3, "place", repository));
    }

    private string Add(int column, string kind, string label)
    {
        var id = kind + ":" + label;
        if (ids.Add(id)) nodes.Add(new(id, column, kind, label));
        return id;
    }

    private void Link(string from, string to)
    {
        if (!edges.Contains((from, to))) edges.Add((from, to));
    }

    private string Draw()
    {
        var places = Place(out var rows);
        var (width, height) = ((3 * ColumnWidth) + NodeWidth + 4, Top + (rows * RowHeight) + 4);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"graph\" role=\"img\" aria-labelledby=\"graph-title graph-text\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        svg.Append("<title id=\"graph-title\">Artifact graph</title>\n<desc id=\"graph-text\">").Append(Describe()).Append("</desc>\n");
        for (var column = 0; column < Titles.Length; column++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"head\" x=\"{(column * ColumnWidth) + 2}\" y=\"16\">{Titles[column]}</text>\n");
        }

        foreach (var (from, to) in edges)
        {
            var (x1, y1) = (places[from].X + NodeWidth, places[from].Y + (NodeHeight / 2.0));
            var (x2, y2) = (places[to].X, places[to].Y + (NodeHeight / 2.0));
            var bend = Math.Min(ColumnWidth, x2 - x1) / 2.0;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"edge\" d=\"M{Number(x1)} {Number(y1)}C{Number(x1 + bend)} {Number(y1)} {Number(x2 - bend)} {Number(y2)} {Number(x2)} {Number(y2)}\"/>\n");
        }

        foreach (var node in nodes)
        {
            var (x, y) = places[node.Id];
            var label = node.Label.Length > LongestLabel ? "…" + node.Label[^(LongestLabel - 1)..] : node.Label;
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"node {node.Kind}\"><title>{WebUtility.HtmlEncode(node.Kind + " " + node.Label)}</title><rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{NodeWidth}\" height=\"{NodeHeight}\" rx=\"5\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Number(x + 8)}\" y=\"{Number(y + 17)}\">{WebUtility.HtmlEncode(label)}</text></g>\n");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>Columns from left to right; in each, nodes beside what they are linked to (one sweep of the barycentre rule).</summary>
    private Dictionary<string, (double X, double Y)> Place(out int rows)
    {
        var columns = Enumerable.Range(0, Titles.Length).Select(c => nodes.Where(n => n.Column == c).ToList()).ToArray();
        rows = columns.Max(static c => c.Count);
        var row = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in (int[])[1, 0, 2, 3])
        {
            double Centre(GraphNode node)
            {
                var linked = edges.Where(e => e.From == node.Id || e.To == node.Id).Select(e => e.From == node.Id ? e.To : e.From).Where(row.ContainsKey).Select(i => row[i]).ToList();
                return linked.Count == 0 ? 0 : linked.Average();
            }

            var ordered = column == 1 ? columns[column] : [.. columns[column].OrderBy(Centre)];
            var offset = (rows - ordered.Count) / 2.0;
            for (var i = 0; i < ordered.Count; i++) row[ordered[i].Id] = i + offset;
        }

        return nodes.ToDictionary(static n => n.Id, n => ((double)(n.Column * ColumnWidth) + 2, Top + (row[n.Id] * RowHeight)), StringComparer.Ordinal);
    }

    /// <summary>The same in words, for those who do not see it.</summary>
    private string Describe()
    {
        var labels = nodes.ToDictionary(static n => n.Id, static n => n.Kind + " " + n.Label, StringComparer.Ordinal);
        return WebUtility.HtmlEncode(string.Join("; ", edges.GroupBy(static e => e.From).Select(g => $"{labels[g.Key]} goes into {string.Join(", ", g.Select(e => labels[e.To]))}"))) + ".";
    }
}
