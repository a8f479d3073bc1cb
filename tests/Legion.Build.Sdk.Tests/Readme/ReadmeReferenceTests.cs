using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>The README's tables tell all there is, and nothing that is not.</summary>
public sealed partial class ReadmeReferenceTests
{
    /// <summary>The repository's own seams, which no user sets.</summary>
    private static readonly string[] Seams =
        ["LegionTaskAssembly", "LegionTaskFactory", "LegionAnalyzersPath", "LegionMSBuildVersion", "LegionBuildSdkPath", "LegionImportedAs", "LegionIsProjectSdk", "LegionIntermediatePath", "LegionPublishAfterTargets"];

    private static readonly string Sdk = Path.Combine(Repository.Root, "sdk", "Legion.Build.Sdk");

    private static IReadOnlyList<XElement> Targets { get; } = [.. Directory.GetFiles(Sdk, "*.targets", SearchOption.AllDirectories).Concat(Directory.GetFiles(Sdk, "*.props", SearchOption.AllDirectories))
        .Where(static f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Select(static f => XElement.Load(f))];

    [Fact]
    public void Every_property_a_user_may_set_has_a_row_and_every_row_a_property()
    {
        var used = Targets.SelectMany(static t => PropertyUse().Matches(t.ToString()).Select(static m => m.Groups["name"].Value)).Distinct(StringComparer.Ordinal).ToList();
        // Set by conditions on themselves, or never set at all: those are what others set.
        var computed = Targets.SelectMany(static t => t.Descendants("PropertyGroup").Elements()).GroupBy(static e => e.Name.LocalName)
            .Where(static g => !g.Any(e => $"{(string?)e.Attribute("Condition")} {(string?)e.Parent!.Attribute("Condition")}".Contains($"'$({e.Name.LocalName})' == ''", StringComparison.Ordinal) || e.Value.Contains($"'$({e.Name.LocalName})'", StringComparison.Ordinal)))
            .Select(static g => g.Key).Concat(Targets.SelectMany(static t => t.Descendants("Output")).Select(static o => (string?)o.Attribute("PropertyName") ?? "")).ToList();
        var own = used.Except(computed).Except(Seams).Order(StringComparer.Ordinal).ToList();
        Assert.True(own.Count > 20, string.Join(' ', own));
        var rows = Rows("| property |").SelectMany(static r => Code().Matches(r.Split('|')[1]).Select(static m => m.Groups["text"].Value)).ToList();
        Assert.Empty(own.Except(rows));
        Assert.Empty(rows.Except(own).Except(["Version"]));
        // A name that is not among these is taken for a misspelt one.
        var known = Targets.SelectMany(static t => t.Descendants("_LegionKnownProperties")).Single().Value.Split(';', StringSplitOptions.TrimEntries);
        Assert.Empty(rows.Except(known).Except(["Version"]));
    }

    [Fact]
    public void Every_target_of_the_table_exists_and_every_public_target_is_in_the_readme()
    {
        var targets = Targets.SelectMany(static t => t.Elements("Target")).Select(static t => (string)t.Attribute("Name")!).ToList();
        var named = Rows("| target |").SelectMany(static r => TargetOption().Matches(r)).Select(static m => m.Groups["name"].Value).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(targets));
        // Those whose names are not ours by prefix are what people call.
        Assert.Empty(targets.Where(static t => !t.StartsWith("_Legion", StringComparison.Ordinal) && !t.StartsWith("Legion", StringComparison.Ordinal) && t != "Publish").Except(named));
    }

    [Fact]
    public void Every_item_the_tasks_give_is_in_the_readme()
    {
        var items = Targets.SelectMany(static t => t.Descendants("Output")).Select(static o => (string?)o.Attribute("ItemName")).Where(static n => n?.StartsWith("Legion", StringComparison.Ordinal) == true).Distinct().ToList();
        Assert.Equal(5, items.Count);
        Assert.All(items, item => Assert.Contains($"@({item})", ReadmeText.Prose, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_manifest_is_in_the_reference()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Sdk, "schema", "distributions.schema.json")));
        var reference = string.Join('\n', Rows("| key |"));
        var words = Word().Matches(reference).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Keys(schema.RootElement).Distinct(StringComparer.Ordinal).Where(key => !words.Contains(key)).Except(["id", "env", "file"]));
    }

    [Fact]
    public void Every_message_of_the_troubleshooting_table_is_one_that_is_reported()
    {
        var rows = Rows("| message |").Select(static r => Code().Match(r).Groups["text"].Value).Where(static m => m.StartsWith("LEGION", StringComparison.Ordinal)).ToList();
        Assert.True(rows.Count > 12);
        foreach (var row in rows)
        {
            var page = File.ReadAllText(Path.Combine(Repository.Root, "sdk", "rules", row[..9] + ".md"));
            var message = MessageOf().Match(page).Groups["message"].Value;
            var shown = string.Join(".*", row[11..].Split('…').Select(static p => Regex.Escape(p.Trim())));
            Assert.Matches(shown, Placeholder().Replace(message, "X"));
        }
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var headings = ReadmeText.Text.Split('\n').Where(static l => l.StartsWith("## ", StringComparison.Ordinal)).Select(static l => "#" + NoAnchor().Replace(l[3..].ToLower(CultureInfo.InvariantCulture), "").Replace(' ', '-')).ToList();
        var links = Link().Matches(ReadmeText.Prose).Select(static m => m.Groups["to"].Value).Where(static l => !l.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.True(links.Count > 15);
        Assert.All(links, l => Assert.True(l[0] == '#' ? headings.Contains(l) : Path.Exists(Path.Combine(Repository.Root, l)), l));
        Assert.Equal(headings.Where(static h => h is not "#license"), Link().Matches(ReadmeText.Text[..ReadmeText.Text.IndexOf("\n## ", StringComparison.Ordinal)]).Select(static m => m.Groups["to"].Value));
    }

    [Fact]
    public void Every_package_has_a_row_with_its_reason()
    {
        var packages = XElement.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").Select(static e => (string)e.Attribute("Include")!).ToList();
        var rows = string.Join('\n', Rows("| package |"));
        Assert.All(packages, p => Assert.Contains(p.Replace(".Workspaces", "", StringComparison.Ordinal).Replace("xunit.v3.assert", "xunit.v3", StringComparison.Ordinal).Replace("xunit.v3.mtp-v2", "xunit.v3", StringComparison.Ordinal), rows, StringComparison.Ordinal));
    }

    /// <summary>The rows of the tables whose head begins so.</summary>
    private static List<string> Rows(string head)
    {
        var lines = ReadmeText.Text.Split('\n');
        return [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith(head, StringComparison.Ordinal)).SelectMany(i => lines.Skip(i + 2).TakeWhile(static l => l.StartsWith('|')))];
    }

    private static IEnumerable<string> Keys(System.Text.Json.JsonElement element)
    {
        if (element.ValueKind == System.Text.Json.JsonValueKind.Array) return element.EnumerateArray().SelectMany(Keys);
        if (element.ValueKind != System.Text.Json.JsonValueKind.Object) return [];
        return element.EnumerateObject().SelectMany(static p => p.Name == "properties" ? p.Value.EnumerateObject().Select(static k => k.Name).Concat(p.Value.EnumerateObject().SelectMany(static k => Keys(k.Value))) : Keys(p.Value));
    }

    [GeneratedRegex(@"\$\((?<name>Legion\w+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PropertyUse();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"-t:(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TargetOption();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex("```text\n(?<message>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MessageOf();

    [GeneratedRegex(@"\{\d\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoAnchor();

    [GeneratedRegex(@"\]\((?<to>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
