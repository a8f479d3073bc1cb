using System.Text.RegularExpressions;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of the images a chart deploys against the images the manifest builds.</summary>
internal sealed partial class ImageLint
{
    private readonly DistributionManifest manifest;
    private readonly LintScope scope;
    private readonly Action<BuildDiagnostic> report;

    private ImageLint(DistributionManifest manifest, LintScope scope, Action<BuildDiagnostic> report) => (this.manifest, this.scope, this.report) = (manifest, scope, report);

    /// <summary>Runs them, when there is a manifest.</summary>
    public static void Run(ChartContent chart, ChartContent stamped, LintScope scope, Action<BuildDiagnostic> report)
    {
        if (scope.Manifest is not { } manifest) return;
        var lint = new ImageLint(manifest, scope, report);
        foreach (var template in chart.Templates) lint.Template(template);
        if (stamped.Values is { } values && ChartMetadataReader.ReadRoot(values, static _ => { }) is { } root) lint.Values(root, values.Origin);
    }

    private void Template(ChartFile file)
    {
        foreach (Match match in ImageLine().Matches(file.Text))
        {
            var value = match.Groups["value"];
            var lines = new TextLines(file.Text);
            var at = new SourceLocation(file.Origin, lines.Span(value.Index, value.Length));
            if (!value.Value.Contains("{{", StringComparison.Ordinal)) Reference(value.Value.Trim('"', '\''), at);
            else if (scope.Version is { } version && version != scope.ImageTag && BareAppVersion().IsMatch(value.Value)) report(ChartRules.AppVersionNoTag.At(at, version, scope.ImageTag));
        }
    }

    private void Values(YamlNode node, string path)
    {
        if (node is YamlSequence list)
        {
            foreach (var item in list.Items) Values(item, path);
        }

        if (node is not YamlMapping map) return;
        foreach (var entry in map.Entries)
        {
            if (entry.Key is { } key && (key == "image" || key.EndsWith("Image", StringComparison.Ordinal)))
            {
                if (entry.Value is YamlScalar scalar && scalar.Text.Length > 0 && GoScalar.Resolve(scalar) is string text && !text.Contains("{{", StringComparison.Ordinal)) Reference(text, new(path, scalar.Span));
                if (entry.Value is YamlMapping image && (image.Find("repository") ?? image.Find("name"))?.Value is YamlScalar { Text.Length: > 0 } repository) Parts(image, repository, path);
            }

            Values(entry.Value, path);
        }
    }

    private void Parts(YamlMapping image, YamlScalar repository, string path)
    {
        var at = new SourceLocation(path, repository.Span);
        if (!Reference(repository.Text, at) || image.Find("tag")?.Value is not YamlScalar { Text.Length: > 0 } tag) return;
        if (scope.ImageTag is not { } built || tag.Text == built || image.Find("digest")?.Value is YamlScalar { Text.Length: > 0 }) return;
        report(ChartRules.ForeignImage.At(new(path, tag.Span), repository.Text + ":" + tag.Text, $": the image is there, but this build tags it '{built}'"));
    }

    /// <summary>True when the reference is one of an image of the manifest.</summary>
    private bool Reference(string reference, SourceLocation at)
    {
        var bare = reference.Split('@')[0];
        var name = bare[(bare.LastIndexOf('/') + 1)..];
        var colon = name.IndexOf(':');
        var (tag, hasTag) = colon < 0 ? ("", false) : (name[(colon + 1)..], true);
        if (colon >= 0) name = name[..colon];
        if (!manifest.Images.Any(i => i.Name == name))
        {
            var near = Legion.Build.Manifest.Naming.Spelling.Nearest(name, manifest.Images.Select(static i => i.Name));
            if (near is null && IsMadeElsewhere(bare)) return false;
            report(ChartRules.ForeignImage.At(at, reference, near is null ? "." : $"; did you mean '{near}'?"));
            return false;
        }

        if (hasTag && scope.ImageTag is { } built && tag != built && !reference.Contains('@')) report(ChartRules.ForeignImage.At(at, reference, $": the image is there, but this build tags it '{built}'"));
        return true;
    }

    /// <summary>A whole reference, registry included, that leads to none of the manifest's repositories: somebody else makes it.</summary>
    private bool IsMadeElsewhere(string reference)
    {
        var host = reference.IndexOf('/') is var slash and > 0 ? reference[..slash] : "";
        return (host.Contains('.') || host.Contains(':') || host == "localhost")
            && !manifest.Repositories.Any(r => Below(reference, r.Pull) || Below(reference, r.Push));

        static bool Below(string reference, string address) => reference.StartsWith(address.TrimEnd('/') + "/", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^[ \t-]*image:[ \t]*(?<value>[^\s#][^\r\n]*?)[ \t\r]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 10_000)]
    private static partial Regex ImageLine();

    [GeneratedRegex(@"\.Chart\.(App)?Version\s*(\||\}\}|-\}\})(?!\s*replace)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex BareAppVersion();
}
