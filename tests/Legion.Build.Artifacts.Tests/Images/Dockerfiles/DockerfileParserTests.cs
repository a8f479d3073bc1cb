using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Tests.Images.Dockerfiles;

public class DockerfileParserTests
{
    [Fact]
    public void Continuation_lines_are_joined_and_comments_between_them_dropped()
    {
        var run = Only("RUN one \\\n  # a comment\n\n  two \\\n three\n");
        Assert.Equal("RUN one   two  three", run.Text);
        Assert.Equal((0, 4), (run.Span.StartLine, run.Span.EndLine));
    }

    [Fact]
    public void The_escape_directive_changes_the_continuation()
    {
        var reading = DockerfileParser.Read("# escape=`\nFROM scratch\nCOPY a `\n  c:\\\n", "Dockerfile");
        Assert.Empty(reading.Diagnostics);
        Assert.Equal('`', reading.File.Escape);
        Assert.Equal(["a", "c:\\"], reading.File.Instructions[1].Arguments.Select(static a => a.Text));
    }

    [Fact]
    public void A_directive_after_a_comment_is_a_comment()
    {
        Assert.Equal('\\', DockerfileParser.Read("# hello\n# escape=`\nFROM scratch\n", "Dockerfile").File.Escape);
    }

    [Fact]
    public void Heredocs_keep_their_lines_and_their_quotes_forbid_expansion()
    {
        var copy = Only("COPY <<a.txt <<-'b.txt' /dest/\none $x\na.txt\n\ttwo\n\tb.txt\n");
        Assert.Equal(["a.txt", "b.txt"], copy.Heredocs.Select(static h => h.Name));
        Assert.Equal(["one $x\n", "two\n"], copy.Heredocs.Select(static h => h.Text));
        Assert.Equal([true, false], copy.Heredocs.Select(static h => h.Expand));
    }

    [Fact]
    public void A_JSON_list_that_is_none_is_words()
    {
        Assert.True(Only("""CMD ["a", "b"]""").IsJson);
        Assert.False(Only("""CMD ['a', 'b']""").IsJson);
        Assert.False(Only("""CMD ["a", "b" """).IsJson);
        Assert.Equal(["a\"b", "ü"], Only("""COPY ["a\"b", "\u00fc"]""").Arguments.Select(static a => a.Text));
    }

    [Fact]
    public void Pairs_keep_quotes_and_escapes_for_the_substitution()
    {
        Assert.Equal([("a", "1 "), ("b", "\"x y\""), ("c", "d\\ e")], Only("ENV a='1 ' b=\"x y\" c=d\\ e").Pairs.Select(static p => (p.Name, p.Value!.Replace("'", ""))));
        Assert.Equal([("a", "b c d")], Only("ENV a b c d").Pairs.Select(static p => (p.Name, p.Value!)));
    }

    [Theory]
    [Trips]
    [InlineData("RUM x", "LEGION302", "did you mean RUN?")]
    [InlineData("COPY x", "LEGION301", "at least one source")]
    [InlineData("COPY --form=x a b", "LEGION301", "--from")]
    [InlineData("FROM a b", "LEGION301", "FROM image AS name")]
    [InlineData("FROM a AS 1b", "LEGION301", "cannot name a stage")]
    [InlineData("RUN <<EOF\nx\n", "LEGION301", "never ended")]
    [InlineData("ENV a", "LEGION301", "no value")]
    [InlineData("ENV a=b c", "LEGION301", "no name=value")]
    [InlineData("SHELL sh", "LEGION301", "JSON list")]
    [InlineData("CMD [[\"a\"]]", "LEGION301", "texts in double quotes")]
    [InlineData("ONBUILD ONBUILD RUN x", "LEGION301", "another one")]
    [InlineData("ONBUILD FROM x", "LEGION301", "cannot be postponed")]
    [InlineData("HEALTHCHECK MAYBE", "LEGION301", "neither CMD nor NONE")]
    [InlineData("", "LEGION301", "no instruction")]
    public void A_mistake_is_found_at_its_line(string text, string rule, string words)
    {
        var finding = Assert.Single(DockerfileParser.Read(text, "Dockerfile").Diagnostics);
        Assert.Equal(rule, finding.Rule.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Equal(0, finding.Location.Span.StartLine);
    }

    [Fact]
    public void All_mistakes_of_a_file_come_at_once()
    {
        var findings = DockerfileParser.Read("FROM scratch\nCOPPY a b\nENV\n\nCOPY x\n", "Dockerfile").Diagnostics;
        Assert.Equal([1, 2, 4], findings.Select(static d => d.Location.Span.StartLine));
    }

    [Fact]
    public void Flags_come_before_arguments_and_know_where_they_stand()
    {
        var copy = Only("COPY --from=build --chown=\"a b\" --link x --y z");
        Assert.Equal([("from", "build"), ("chown", "a b"), ("link", null)], copy.Flags.Select(static f => (f.Name, f.Value)));
        Assert.Equal(["x", "--y", "z"], copy.Arguments.Select(static a => a.Text));
        Assert.Equal((5, 12), (copy.Flags[0].Span.StartColumn, copy.Flags[0].Span.Length));
    }

    private static Instruction Only(string text)
    {
        var reading = DockerfileParser.Read(text, "Dockerfile");
        Assert.Empty(reading.Diagnostics);
        return Assert.Single(reading.File.Instructions);
    }
}
