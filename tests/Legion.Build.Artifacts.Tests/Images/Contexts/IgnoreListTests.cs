using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Images.Contexts;

public class IgnoreListTests
{
    [Theory]
    [InlineData("docs", "docs/a/b.md", true)]
    [InlineData("docs/", "docs/a", true)]
    [InlineData("/docs", "docs", true)]
    [InlineData("docs", "src/docs", false)]
    [InlineData("*.md", "a.md", true)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("**/*.md", "a.md", true)]
    [InlineData("**/*.md", "x/y/a.md", true)]
    [InlineData("**/obj", "x/obj/y", true)]
    [InlineData("**", "anything/at/all", true)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**", "a/b", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("*\n!keep.me", "keep.me", false)]
    [InlineData("*\n!keep.me", "other", true)]
    [InlineData("dir\n!dir/keep", "dir/keep", false)]
    [InlineData("dir\n!dir/keep", "dir/other", true)]
    [InlineData("!a\na", "a", true)]
    [InlineData("# a\na b ", "a b", true)]
    [InlineData("./a/../b", "b", true)]
    [InlineData("a.b", "axb", false)]
    public void Patterns_follow_the_reference(string patterns, string path, bool ignored)
    {
        var findings = new List<BuildDiagnostic>();
        Assert.Equal(ignored, IgnoreList.Read(patterns, ".dockerignore", findings).Ignores(path));
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("ok\n[a\n", 1)]
    [InlineData("!\n", 0)]
    [InlineData("a\\\n", 0)]
    public void A_bad_pattern_is_found_at_its_line(string patterns, int line)
    {
        var findings = new List<BuildDiagnostic>();
        IgnoreList.Read(patterns, ".dockerignore", findings);
        Assert.Equal(line, Assert.Single(findings).Location.Span.StartLine);
    }
}
