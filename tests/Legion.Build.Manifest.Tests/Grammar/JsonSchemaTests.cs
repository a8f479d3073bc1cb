using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Grammar;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Tests.Rules;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Tests.Grammar;

public sealed class JsonSchemaTests
{
    /// <summary>The rules about structure that a schema can express: all but duplicate keys, which JSON has none of.</summary>
    private static readonly string[] Structural =
        ["LEGION004", "LEGION010", "LEGION011", "LEGION013", "LEGION014", "LEGION015", "LEGION016", "LEGION017", "LEGION020"];

    private static readonly NJsonSchema.JsonSchema Schema = NJsonSchema.JsonSchema.FromJsonAsync(JsonSchema.Write()).GetAwaiter().GetResult();

    public static TheoryData<string> Fixtures => [.. RuleCases.All.SelectMany(c => new[] { Plain(c.Tripping), c.Clean }).Append(Tests.Reading.ManifestReaderTests.Whole).Distinct()];

    [Fact]
    public void The_schema_of_the_package_is_the_grammar_of_the_reader() =>
        Accepted.Compare("sdk/Legion.Build.Sdk/schema/distributions.schema.json", JsonSchema.Write());

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void Schema_and_reader_agree_on_every_fixture(string text) => Assert.True(Agree(text), text);

    [Fact]
    public void Every_manifest_of_the_readme_satisfies_the_schema()
    {
        var blocks = File.ReadAllText(Path.Combine(Accepted.Root(), "README.md")).ReplaceLineEndings("\n").Split("```").Where(static b => b.StartsWith("yaml\n", StringComparison.Ordinal) && b.Contains("apiVersion: legion.build", StringComparison.Ordinal)).ToList();
        Assert.True(blocks.Count >= 2);
        Assert.All(blocks, static b => Assert.True(Verdict(b["yaml\n".Length..]), b));
    }

    [Fact]
    public void The_schema_rejects_and_accepts_enough_fixtures_to_mean_something()
    {
        var verdicts = Fixtures.Select(f => Verdict(f)).ToList();
        Assert.True(verdicts.Count(v => v == false) > 25);
        Assert.True(verdicts.Count(v => v == true) > 60);
    }

    [Fact]
    public void Every_key_of_the_grammar_is_described()
    {
        foreach (var shape in new[] { ManifestGrammar.Root, ManifestGrammar.Channel, ManifestGrammar.Repository, ManifestGrammar.Chart, ManifestGrammar.Image, ManifestGrammar.Python })
            Assert.All(shape.Keys, k => Assert.Matches(@"^[A-Z].{10,}\.$", k.Description));
    }

    internal static bool Agree(string text)
    {
        if (Verdict(text) is not { } accepted) return true;
        var rejected = ManifestReader.Read(text, "m.yaml").Diagnostics.Any(d => Structural.Contains(d.Rule.Id) && d.Rule.Severity == RuleSeverity.Error);
        return accepted != rejected;
    }

    /// <summary>What the schema says, or null for a text that is no JSON.</summary>
    private static bool? Verdict(string text)
    {
        var yaml = YamlReader.Read(text, "m.yaml");
        if (!yaml.IsWellFormed || yaml.Documents.Count > 1) return null;
        try
        {
            var json = yaml.Documents.Count == 0 ? null : YamlToJson.Convert(yaml.Documents[0].Root);
            return Schema.Validate(json?.ToJsonString() ?? "null").Count == 0;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static string Plain(string text) => text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
}
