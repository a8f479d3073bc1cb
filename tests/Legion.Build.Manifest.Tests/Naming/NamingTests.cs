using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Manifest.Tests.Naming;

public sealed class NamingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("dockerfle", "dockerfile")]
    [InlineData("instalAfter", "installAfter")]
    [InlineData("install_after", "installAfter")]
    [InlineData("Sources", "sources")]
    [InlineData("sorces", "sources")]
    [InlineData("taregt", "target")]
    [InlineData("zzz", null)]
    [InlineData("ab", null)]
    [InlineData("", null)]
    public void What_is_meant_is_the_nearest_word_that_is_near_at_all(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, ["dockerfile", "installAfter", "sources", "target", "docs"]));

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int distance) => Assert.Equal(distance, Spelling.Distance(a, b));

    [Fact]
    public void A_limit_changes_no_distance_below_it()
    {
        var word = Gen.Choose(0, 8).SelectMany(static n => Gen.Elements('a', 'b', 'c').ArrayOf(n)).Select(static c => new string(c));
        var triple = from a in word from b in word from limit in Gen.Choose(1, 8) select (a, b, limit);
        Prop.ForAll(triple.ToArbitrary(), static it => Assert.Equal(Math.Min(it.limit, Spelling.Distance(it.a, it.b)), Math.Min(it.limit, Spelling.Distance(it.a, it.b, it.limit))))
            .Check(Chance.Trials(5_000));
    }

    /// <summary>The reader asks a grammar's code, the schema its pattern: over many short names both say the same.</summary>
    [Theory]
    [InlineData("chart")]
    [InlineData("image")]
    [InlineData("python")]
    [InlineData("channel")]
    public void A_grammars_code_and_pattern_agree(string kind)
    {
        var grammar = kind switch
        {
            "chart" => NameGrammar.Chart,
            "image" => NameGrammar.Image,
            "python" => NameGrammar.Python,
            _ => NameGrammar.Channel,
        };
        var pattern = new Regex(grammar.Pattern, RegexOptions.ECMAScript, Patience);
        var name = Gen.Choose(0, 7).SelectMany(static n => Gen.Elements('a', '1', 'Z', '-', '_', '.', '/', ' ').ArrayOf(n)).Select(static c => new string(c));
        Prop.ForAll(name.ToArbitrary(), text => Assert.Equal(pattern.IsMatch(text), grammar.Accepts(text)))
            .Check(Chance.Trials(20_000));
        Assert.True(grammar.Accepts(new string('a', grammar.MaximumLength)));
        Assert.False(grammar.Accepts(new string('a', grammar.MaximumLength + 1)));
    }

    [Theory]
    [InlineData("k8s-edi", "K8sEdi")]
    [InlineData("7zip", "_7zip")]
    [InlineData("v1.2", "V1_2")]
    [InlineData("---", "__")]
    [InlineData("all", "All_")]
    [InlineData("class", "Class")]
    [InlineData("größe-ß", "Größe_ß")]
    public void Names_become_identifiers(string name, string identifier) => Assert.Equal(identifier, Identifiers.From(name));

    /// <summary>C# standard, 6.4.3: letters and Nl or _ first; then these, Mn, Mc, Nd, Pc. Cf is allowed but ignored, so it must not appear.</summary>
    [Fact]
    public void Any_text_becomes_an_identifier_that_is_not_taken()
    {
        var valid = new Regex(@"^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_]*$", RegexOptions.None, Patience);
        var character = Gen.OneOf(
            Gen.Choose(0, 0xFFFF).Select(static c => ((char)c).ToString()),
            Gen.Choose(0x10000, 0x10FFFF).Select(static c => char.ConvertFromUtf32(c)),
            Gen.Elements("a", "Z", "0", "-", "_", ".", "\u200D", "\u0301", "中", "ı", "İ", "ǆ"));
        var text = Gen.Choose(0, 6).SelectMany(n => character.ArrayOf(n)).Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), name =>
        {
            var identifier = Identifiers.From(name);
            Assert.Matches(valid, identifier);
            Assert.False(Identifiers.IsReserved(identifier));
            Assert.All(Identifiers.NamespaceFrom(name).Split('.'), part => Assert.Matches(valid, part));
        }).Check(Chance.Trials(20_000));
    }
}
