using System.Text.RegularExpressions;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Yaml;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>The ways to mend each finding in a manifest: text in, changes of the text out.</summary>
internal static class ManifestEdits
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, Func<ManifestFinding, IEnumerable<ManifestEdit?>>> ByRule = new(StringComparer.Ordinal)
    {
        [ManifestRules.ApiVersion.Id] = Correct,
        [ManifestRules.UnknownKey.Id] = Correct,
        [ManifestRules.UnknownValue.Id] = Correct,
        [ManifestRules.WrongKind.Id] = Correct,
        [ManifestRules.InvalidName.Id] = Correct,
        [ManifestRules.UnknownRepository.Id] = Correct,
        [ManifestRules.InvalidAddress.Id] = Correct,
        [ManifestRules.PlainHttp.Id] = Correct,
        [ManifestRules.PathNotPortable.Id] = Correct,
        [ManifestRules.InvalidPlatform.Id] = Correct,
        [ManifestRules.UnknownChannel.Id] = static finding => Correct(finding).Append(DeclareChannel(finding)),
        [ManifestRules.UnknownArtifact.Id] = static finding => Correct(finding).Append(DeclareArtifact(finding)),
        [ManifestRules.MissingKey.Id] = static finding => [AddKey(finding)],
        [ManifestRules.Duplicate.Id] = static finding => [Rename(finding), RemoveEntry(finding)],
        [ManifestRules.IdentifierCollision.Id] = static finding => [Rename(finding)],
        [ManifestRules.UnfitKey.Id] = static finding => [RemoveEntry(finding)],
        [ManifestRules.KeyWithoutDockerfile.Id] = static finding => [RemoveEntry(finding)],
        [ManifestRules.ImageNotListed.Id] = static finding => [ListImage(finding)],
        [ManifestRules.ComponentNotDeployed.Id] = static finding => [NoComponent(finding)],
    };

    /// <summary>The rules that have a fix.</summary>
    public static IEnumerable<string> Rules => ByRule.Keys;

    /// <summary>The ways to mend a finding.</summary>
    public static IEnumerable<ManifestEdit> For(ManifestFinding finding) =>
        ByRule.TryGetValue(finding.Id, out var edits) ? edits(finding).OfType<ManifestEdit>() : [];

    // What was meant, in place of what was written; inside a template only the name in it.
    private static IEnumerable<ManifestEdit?> Correct(ManifestFinding finding)
    {
        if (finding.Suggestion is not { } suggestion || finding.Span.IsEmpty) yield break;
        var replacement = suggestion;
        if (finding.Id == ManifestRules.UnknownArtifact.Id && finding.Marked.Contains("${"))
        {
            replacement = Regex.Replace(
                finding.Marked, @"(?<=\$\{image:)[^}]+(?=\})", m => Spelling.Nearest(m.Value, [suggestion]) is null ? m.Value : suggestion, RegexOptions.None, Patience);
        }
        else if (finding.Marked[0] is '"' or '\'' && suggestion[0] != '"')
        {
            replacement = finding.Marked[0] + suggestion + finding.Marked[0];
        }

        yield return new("Change to '" + suggestion + "'", "correct", new TextChange(finding.Span, replacement));
    }

    private static ManifestEdit? DeclareChannel(ManifestFinding finding)
    {
        var name = Unquote(finding.Marked);
        return YamlChanges.InsertInto(finding, "channels", name + ": { versions: any }") is { } change
            ? new("Declare the channel '" + name + "'", "declare", change)
            : null;
    }

    private static ManifestEdit? DeclareArtifact(ManifestFinding finding)
    {
        if (finding.Marked.Contains("${")) return null;
        var name = Unquote(finding.Marked);
        // installAfter names charts, images names images, dependencies names its own kind.
        var path = finding.Path();
        if (path.Count == 0) return null;
        var section = path[path.Count - 1].Key switch { "images" => "images", "installAfter" => "charts", _ => path[0].Key };
        var declaration = section switch
        {
            "images" => "{ dockerfile: " + name + "/Dockerfile, sources: [] }",
            "charts" or "python" => "{ path: " + name + " }",
            _ => null,
        };
        if (declaration is null || YamlChanges.InsertInto(finding, section!, name + ": " + declaration) is not { } change) return null;
        return new("Declare '" + name + "' under '" + section + "'", "declare", change);
    }

    private static ManifestEdit? AddKey(ManifestFinding finding)
    {
        var needed = Regex.Matches(finding.Message, " needs '(?<key>[A-Za-z]+)'", RegexOptions.RightToLeft, Patience);
        if (needed.Count == 0 || finding.Root is not { } root) return null;
        var key = needed[0].Groups["key"].Value;
        var path = finding.Path();
        var isTop = key is "apiVersion" or "product";
        var name = path.Count > 1 ? path[1].Key : null;
        var value = key switch
        {
            "apiVersion" => Manifest.Reading.ManifestReader.ApiVersion,
            "product" => "Product",
            "type" => "oci",
            "url" => "docker.io/" + name,
            "dockerfile" => name + "/Dockerfile",
            "path" => name,
            _ => null,
        };
        if (value is null || (!isTop && name is null)) return null;
        var entry = key + ": " + value;
        var title = "Add '" + entry + "'";
        if (isTop) return new(title, "add", YamlChanges.InsertFirst(finding, root, entry));
        return path[1].Value switch
        {
            YamlMapping { IsAlias: false } map => new(title, "add", YamlChanges.InsertLast(finding, map, entry)),
            YamlScalar { IsNull: true, Text.Length: 0 } => new(title, "add", new TextChange(new TextSpan(path[1].KeySpan.Start + path[1].KeySpan.Length + 1, 0), " { " + entry + " }")),
            _ => null,
        };
    }

    private static ManifestEdit? Rename(ManifestFinding finding)
    {
        // Only names may be others; a key that is there twice is one key.
        if (finding.Path() is not { Count: 2 } path || path[0].Value is not YamlMapping section) return null;
        var name = Unquote(finding.Marked);
        var taken = new HashSet<string>(section.Entries.Select(static e => Identifiers.From(e.Key ?? "")), StringComparer.Ordinal);
        var other = Enumerable.Range(2, taken.Count + 1).Select(i => name + "-" + i).First(candidate => !taken.Contains(Identifiers.From(candidate)));
        return new("Rename to '" + other + "'", "rename", new TextChange(finding.Span, other));
    }

    private static ManifestEdit? RemoveEntry(ManifestFinding finding)
    {
        var path = finding.Path();
        if (path.Count == 0 || path[path.Count - 1].KeySpan.Start != finding.Span.Start) return null;
        var map = path.Count == 1 ? finding.Root : path[path.Count - 2].Value as YamlMapping;
        if (map is null || YamlChanges.Remove(finding, map, path[path.Count - 1]) is not { } change) return null;
        return new("Remove '" + path[path.Count - 1].Key + "'", "remove", change);
    }

    private static ManifestEdit? ListImage(ManifestFinding finding)
    {
        var path = finding.Path();
        if (finding.Suggestion is not { } image || path.Count < 2 || path[1].Value is not YamlMapping { IsAlias: false } chart) return null;
        var change = chart.Find("images") switch
        {
            null => YamlChanges.InsertLast(finding, chart, "images: [" + image + "]"),
            { Value: YamlSequence { IsAlias: false } list } => YamlChanges.InsertLast(finding, list, image),
            _ => (TextChange?)null,
        };
        return change is { } made ? new("Add '" + image + "' to the chart's images", "list", made) : null;
    }

    private static ManifestEdit? NoComponent(ManifestFinding finding) =>
        finding.Path() is { Count: 2 } path && path[1].Value is YamlMapping { IsAlias: false } image && image.Find("component") is null
            ? new("Say that '" + path[1].Key + "' is no component", "component", YamlChanges.InsertLast(finding, image, "component: false"))
            : null;

    private static string Unquote(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : text;
}
