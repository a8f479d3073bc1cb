using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Tests.Yaml;

public sealed class YamlReaderTests
{
    private static YamlMapping Map(string text) => Assert.IsType<YamlMapping>(Read(text).Documents[0].Root);

    private static YamlText Read(string text)
    {
        var read = YamlReader.Read(text, "f.yaml");
        Assert.Empty(read.Diagnostics);
        return read;
    }

    private static string Cut(string text, YamlNode node) => text.Substring(node.Span.Start, node.Span.Length);

    [Theory]
    [InlineData("a: b\nlist:\n  - x y\n  - 'q'\nm: {k: [1, 2]} # c\n\n# end\n")]
    [InlineData("\uFEFFa: b\r\nlist:\r\n  - x y\r\n  - 'q'\r\nm: {k: [1, 2]} # c\r\n")]
    [InlineData("a: b\rlist:\r- x y\r- 'q'\rm: {k: [1, 2]}")]
    [InlineData("---\n# c\na: b\nlist: [x y, 'q']\nm:\n  k:\n  - 1\n  - 2\n  # trailing\n...\n")]
    public void Spans_are_exactly_the_text_of_keys_and_values(string text)
    {
        var map = Map(text);
        Assert.Equal("a", Cut(text, map.Entries[0].KeyNode));
        Assert.Equal("b", Cut(text, map.Entries[0].Value));
        var list = Assert.IsType<YamlSequence>(map.Find("list")!.Value);
        Assert.Equal("x y", Cut(text, list.Items[0]));
        Assert.Equal("'q'", Cut(text, list.Items[1]));
        var nested = Assert.IsType<YamlSequence>(Assert.IsType<YamlMapping>(map.Find("m")!.Value).Find("k")!.Value);
        Assert.Equal("2", Cut(text, nested.Items[1]));
        Assert.EndsWith(nested.IsFlow ? "]" : "2", Cut(text, nested), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_and_columns_count_from_zero_in_utf_16()
    {
        var map = Map("\uFEFFé😀: v\r\n  \r\nb: 😀 w\r\n");
        var first = map.Entries[0];
        Assert.Equal((0, 1), (first.KeySpan.StartLine, first.KeySpan.StartColumn));
        Assert.Equal((0, 6, 6), (first.Value.Span.StartLine, first.Value.Span.StartColumn, first.Value.Span.Start));
        var second = map.Entries[1].Value.Span;
        Assert.Equal((2, 3, 2, 7), (second.StartLine, second.StartColumn, second.EndLine, second.EndColumn));
    }

    [Fact]
    public void Duplicate_keys_are_kept_in_order()
    {
        var map = Map("a: 1\nb: 2\na: 3\n");
        Assert.Equal(["a", "b", "a"], map.Entries.Select(e => e.Key));
        Assert.Equal("1", map.Find("a")!.Value.ToString());
    }

    [Fact]
    public void An_alias_stands_where_it_is_written_and_means_what_it_names()
    {
        const string text = "a: &x {k: v}\nb: *x\n";
        var map = Map(text);
        var alias = Assert.IsType<YamlMapping>(map.Entries[1].Value);
        Assert.True(alias.IsAlias);
        Assert.Equal("*x", Cut(text, alias));
        Assert.Equal("v", alias.Find("k")!.Value.ToString());
    }

    [Fact]
    public void Merge_keys_add_what_the_map_does_not_have_and_the_earlier_map_wins()
    {
        var map = Map("x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\nquoted: {\"<<\": 1}\n");
        var merged = Assert.IsType<YamlMapping>(map.Find("z")!.Value);
        Assert.Equal(["a=0", "b=1", "c=2"], merged.Entries.Select(e => e.Key + "=" + e.Value));
        Assert.Equal([false, true, true], merged.Entries.Select(e => e.IsMerged));
        Assert.Equal("<<", Assert.IsType<YamlMapping>(map.Find("quoted")!.Value).Entries[0].Key);
    }

    [Theory]
    [InlineData("a: *none", "*none")]
    [InlineData("a: &a [*a]", "inside the value")]
    [InlineData("a: 1\nb: {<<: 1}", "merge key")]
    public void An_alias_that_leads_nowhere_is_a_finding(string text, string words)
    {
        var finding = Assert.Single(YamlReader.Read(text, "f.yaml").Diagnostics);
        Assert.Equal("LEGION003", finding.Rule.Id);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: b: c", 0)]
    [InlineData("a: 1\n\tb: 2", 1)]
    [InlineData("a: 'x", 0)]
    [InlineData("a: [1, 2", 0)]
    [InlineData("a: 1\nb: @x", 1)]
    [InlineData("a: 1\nb: \0x", 1)]
    public void A_syntax_error_is_one_located_finding_with_advice(string text, int line)
    {
        var finding = Assert.Single(YamlReader.Read(text, "f.yaml").Diagnostics);
        Assert.Equal("LEGION001", finding.Rule.Id);
        Assert.InRange(finding.Location.Span.StartLine, line, line + 1);
        Assert.Contains(";", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_before_a_syntax_error_is_read()
    {
        var read = YamlReader.Read("a: {b: 1}\nc: 'x", "f.yaml");
        Assert.NotEmpty(read.Diagnostics);
        Assert.Equal("a", Assert.IsType<YamlMapping>(read.Documents[0].Root).Entries[0].Key);
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i =>
            $"a{i}: &a{i} [{string.Join(",", Enumerable.Repeat($"*a{i - 1}", 9))}]\n"));
        Assert.Equal("LEGION002", Assert.Single(YamlReader.Read(text, "f.yaml").Diagnostics).Rule.Id);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Endless_nesting_is_refused(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));
        var finding = Assert.Single(YamlReader.Read(text, "f.yaml").Diagnostics);
        Assert.Equal("LEGION002", finding.Rule.Id);
    }

    [Fact]
    public void Text_beyond_the_limit_is_refused_unread() =>
        Assert.Equal("LEGION002", Assert.Single(YamlReader.Read(new string('a', YamlReader.MaximumLength + 1), "f").Diagnostics).Rule.Id);

    [Fact]
    public void All_documents_are_read_and_anchors_end_with_theirs()
    {
        var read = YamlReader.Read("a: &x 1\n---\nb: 2\n---\nc: *x\n", "f.yaml");
        Assert.Equal(3, read.Documents.Count);
        Assert.Equal("LEGION003", Assert.Single(read.Diagnostics).Rule.Id);
        Assert.Equal([0, 1, 3], read.Documents.Select(d => d.Start.StartLine));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("# only a comment\n", 0)]
    [InlineData("---\n", 1)]
    public void An_empty_text_has_no_document_and_an_empty_document_is_null(string text, int count)
    {
        var documents = Read(text).Documents;
        Assert.Equal(count, documents.Count);
        Assert.All(documents, d => Assert.True(Assert.IsType<YamlScalar>(d.Root).IsNull));
    }

    [Fact]
    public void Style_tag_and_null_are_told_apart()
    {
        var map = Map("a: null\nb: 'null'\nc: !!str null\nd:\ne: true\nf: \"true\"\ng: |\n  x\n  y\nh: >-\n  x\n  y\n");
        Assert.Equal([true, false, false, true], map.Entries.Take(4).Select(e => ((YamlScalar)e.Value).IsNull));
        Assert.Equal("tag:yaml.org,2002:str", map.Find("c")!.Value.Tag);
        Assert.True(((YamlScalar)map.Find("e")!.Value).TryGetBoolean(out var yes) && yes);
        Assert.False(((YamlScalar)map.Find("f")!.Value).TryGetBoolean(out _));
        Assert.Equal("x\ny\n", map.Find("g")!.Value.ToString());
        Assert.Equal("x y", map.Find("h")!.Value.ToString());
        Assert.Equal(YamlScalarStyle.Folded, ((YamlScalar)map.Find("h")!.Value).Style);
    }
}
