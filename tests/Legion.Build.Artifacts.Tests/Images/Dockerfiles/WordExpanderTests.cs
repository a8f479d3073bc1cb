using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Tests.Images.Dockerfiles;

public class WordExpanderTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["a"] = "foo.bar.baz", ["empty"] = "", ["n"] = "x y", ["p"] = "/usr/*/lib" };

    [Theory]
    [InlineData("$a", "foo.bar.baz")]
    [InlineData("${a}s", "foo.bar.bazs")]
    [InlineData("$as", "")]
    [InlineData("\\$a", "$a")]
    [InlineData("'$a'", "$a")]
    [InlineData("\"$n\"", "x y")]
    [InlineData("\"a\\n\\\"\\$\"", "a\\n\"$")]
    [InlineData("$", "$")]
    [InlineData("a$/b", "a$/b")]
    [InlineData("${none:-word}", "word")]
    [InlineData("${none-word}", "word")]
    [InlineData("${empty:-word}", "word")]
    [InlineData("${empty-word}", "")]
    [InlineData("${a:+word}", "word")]
    [InlineData("${empty:+word}", "")]
    [InlineData("${empty+word}", "word")]
    [InlineData("${none:-${a}}", "foo.bar.baz")]
    [InlineData("${a:?needed}", "foo.bar.baz")]
    [InlineData("${a#*.}", "bar.baz")]
    [InlineData("${a##*.}", "baz")]
    [InlineData("${a%.*}", "foo.bar")]
    [InlineData("${a%%.*}", "foo")]
    [InlineData("${a%nothing}", "foo.bar.baz")]
    [InlineData("${a/ba?/X}", "foo.X.baz")]
    [InlineData("${a//ba?/X}", "foo.X.X")]
    [InlineData("${a/b*/X}", "foo.X")]
    [InlineData("${p/\\*/one}", "/usr/one/lib")]
    [InlineData("${p//\\//-}", "-usr-*-lib")]
    public void Substitutions_follow_the_reference(string word, string expected) =>
        Assert.Equal(expected, WordExpander.Expand(word, '\\', Variables.GetValueOrDefault));

    [Theory]
    [InlineData("${a", "'}'")]
    [InlineData("${}", "name")]
    [InlineData("${a:#x}", "no modifier")]
    [InlineData("${a^^}", "no modifier")]
    [InlineData("${none:?give one}", "none: give one")]
    [InlineData("${empty:?}", "must not be empty")]
    [InlineData("'open", "single quote")]
    [InlineData("\"open", "double quote")]
    [InlineData("${a#\\b}", "backslash")]
    public void What_cannot_be_expanded_says_why(string word, string expected)
    {
        var problem = Assert.Throws<SubstitutionException>(() => WordExpander.Expand(word, '\\', Variables.GetValueOrDefault));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_unquoted_white_space_splits()
    {
        Assert.Equal(["x", "y", "x y", "a b"], WordExpander.Split("$n \"$n\" a\\ b", '\\', Variables.GetValueOrDefault));
    }
}
