using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Tests.Reading;
using Legion.Build.Manifest.Tests.Rules;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Tests.Robustness;

public sealed class PlainYamlTests
{
    [Fact]
    public void The_fast_reader_gives_what_the_event_parser_gives_or_gives_up()
    {
        var (read, givenUp) = (0, 0);
        Prop.ForAll(Mutations.Arbitrary(), text =>
        {
            if (PlainYaml.TryRead(text) is not { } fast)
            {
                givenUp++;
                return;
            }

            read++;
            var whole = new YamlComposer(text, "m.yaml").Compose();
            Assert.Empty(whole.Diagnostics);
            Assert.Equal(Describe(Assert.Single(whole.Documents)), Describe(fast));
        }).Check(Chance.Trials(20_000));
        Assert.True(read > 1_000, $"{read} read, {givenUp} given up");
    }

    [Fact]
    public void Manifests_as_people_write_them_are_read_fast()
    {
        Assert.NotNull(PlainYaml.TryRead(ManifestReaderTests.Whole));
        Assert.NotNull(PlainYaml.TryRead(ManifestReaderTests.Whole.ReplaceLineEndings("\r\n")));
        Assert.True(RuleCases.All.Count(c => PlainYaml.TryRead(c.Clean) is not null) > 60);
        foreach (var sample in Directory.GetFiles(Path.Combine(Accepted.Root(), "samples"), "distributions.yaml", SearchOption.AllDirectories))
            Assert.True(PlainYaml.TryRead(File.ReadAllText(sample)) is not null, sample);
    }

    [Theory]
    [InlineData("a: b\n---\nc: d\n")]
    [InlineData("a: &x b\n")]
    [InlineData("a: b\n c\n")]
    [InlineData("a:\n")]
    [InlineData("a: 'b''c'\n")]
    [InlineData("a: |\n  b\n")]
    [InlineData("<<: {a: b}\n")]
    [InlineData("a: b: c\n")]
    [InlineData("- a\n")]
    [InlineData("a: [b, c\n")]
    public void What_is_more_than_plain_is_left_to_the_event_parser(string text) => Assert.Null(PlainYaml.TryRead(text));

    private static string Describe(YamlDocument document) => document.Start + "\n" + string.Join("\n", Lines(document.Root, ""));

    private static IEnumerable<string> Lines(YamlNode node, string indent)
    {
        var head = $"{indent}{node.Span} {node.Tag} {node.Weight} {node.IsAlias} {node.Noun}";
        return node switch
        {
            YamlScalar scalar => [head + scalar.Style + "=" + scalar.Text],
            YamlSequence list => list.Items.SelectMany(i => Lines(i, indent + " ")).Prepend(head + list.IsFlow),
            YamlMapping map => map.Entries.SelectMany(e => Lines(e.KeyNode, indent + " ?").Concat(Lines(e.Value, indent + " :")).Append(e.IsMerged.ToString())).Prepend(head + map.IsFlow),
            _ => throw new NotSupportedException(),
        };
    }
}
