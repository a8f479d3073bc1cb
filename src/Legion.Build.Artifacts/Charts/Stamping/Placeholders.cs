using System.Text;

using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Charts.Stamping;

/// <summary>Fills <c>${repository}</c>, <c>${version}</c> and <c>${image:NAME}</c> in a chart's declared values; <c>$${</c> is a literal <c>${</c>.</summary>
internal sealed class Placeholders
{
    private readonly BuildContext context;
    private readonly Chart chart;
    private readonly IReadOnlyDictionary<string, BuiltArtifact> images;

    /// <summary>Fills the values of one chart.</summary>
    public Placeholders(BuildContext context, Chart chart, IReadOnlyDictionary<string, BuiltArtifact> images) =>
        (this.context, this.chart, this.images) = (context, chart, images);

    /// <summary>Fills a template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="fault">Why it cannot be filled: which placeholder, and what is wrong; null when it can.</param>
    public string Fill(string template, out PlaceholderFault? fault)
    {
        fault = null;
        var result = new StringBuilder();
        var at = 0;
        while (at < template.Length)
        {
            var dollar = template.IndexOf("${", at, StringComparison.Ordinal);
            if (dollar < 0) break;
            if (dollar > at && template[dollar - 1] == '$')
            {
                result.Append(template, at, dollar - 1 - at).Append("${");
                at = dollar + 2;
                continue;
            }

            var close = template.IndexOf('}', dollar);
            if (close < 0)
            {
                fault = new(template[dollar..], "its brace is not closed", null, null);
                return template;
            }

            result.Append(template, at, dollar - at);
            if (Resolve(template[(dollar + 2)..close], out fault) is not { } value) return template;
            result.Append(value);
            at = close + 1;
        }

        return result.Append(template, at, template.Length - at).ToString();
    }

    /// <summary>The images that values pin.</summary>
    public static IEnumerable<string> ImagesIn(IEnumerable<Setting> values)
    {
        const string Start = "${image:";
        foreach (var value in values)
        {
            for (var at = value.Value.IndexOf(Start, StringComparison.Ordinal); at >= 0; at = value.Value.IndexOf(Start, at + 1, StringComparison.Ordinal))
            {
                var close = value.Value.IndexOf('}', at);
                if (close > 0 && (at == 0 || value.Value[at - 1] != '$')) yield return value.Value[(at + Start.Length)..close];
            }
        }
    }

    private string? Resolve(string name, out PlaceholderFault? fault)
    {
        fault = null;
        if (name == "version") return context.Version.SemVer;
        if (name == "repository") return Repository(out fault);
        if (name.StartsWith("image:", StringComparison.Ordinal)) return Pin(name["image:".Length..], out fault);
        fault = new("${" + name + "}", "only ${repository}, ${version} and ${image:NAME} are known", null, null);
        return null;
    }

    private string? Repository(out PlaceholderFault? fault)
    {
        fault = null;
        var deployed = context.Manifest.Images.Where(i => chart.Images.Contains(i.Name)).ToList();
        var destinations = deployed.Count > 0 ? deployed.Select(static i => i.Destinations) : [context.Manifest.ImageDestinations];
        var places = destinations.Select(Place).Distinct(StringComparer.Ordinal).ToList();
        if (places.Count == 1 && places[0] is { } only) return only;
        fault = places.Count > 1 && !places.Contains(null)
            ? new("${repository}", "", null, string.Join(", ", places))
            : new("${repository}", $"the chart's images go nowhere on channel '{context.Channel.Name}'", null, null);
        return null;
    }

    private string? Pin(string name, out PlaceholderFault? fault)
    {
        fault = null;
        var placeholder = "${image:" + name + "}";
        if (context.Manifest.Images.FirstOrDefault(i => i.Name == name) is not { } image)
        {
            // An image that the chart lists is declared; it is gone from the model because of a mistake of its own.
            fault = chart.Images.Contains(name) ? new(placeholder, "", name, null) : new(placeholder, $"the manifest has no image '{name}'", null, null);
        }
        else if (Place(image.Destinations) is not { } place)
        {
            fault = new(placeholder, $"the image goes nowhere on channel '{context.Channel.Name}'", null, null);
        }
        else if (!images.TryGetValue(name, out var built))
        {
            fault = new(placeholder, "", name, null);
        }
        else
        {
            return place + "/" + name + "@" + built.Digest;
        }

        return null;
    }

    /// <summary>The pull address of the first repository of the channel, without a slash at its end.</summary>
    private string? Place(EquatableArray<Destination> destinations)
    {
        var destination = destinations.FirstOrDefault(d => d.Channel == context.Channel.Name);
        if (destination is null || destination.Repositories.IsEmpty) return null;
        return context.Manifest.Repositories.FirstOrDefault(r => r.Name == destination.Repositories[0])?.Pull.TrimEnd('/');
    }
}
