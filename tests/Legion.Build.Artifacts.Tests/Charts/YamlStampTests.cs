using Legion.Build.Artifacts.Charts.Stamping;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class YamlStampTests
{
    [Theory]
    // styles are kept
    [InlineData("a: x # why\nb: 2\n", "a", "z", "a: z # why\nb: 2\n")]
    [InlineData("a: 'x'\n", "a", "it's", "a: 'it''s'\n")]
    [InlineData("a: \"x\"\n", "a", "say \"hi\"\\", "a: \"say \\\"hi\\\"\\\\\"\n")]
    [InlineData("a: x\n", "a", "b: c", "a: \"b: c\"\n")]
    // a text stays a text, a number a number
    [InlineData("tag: latest\n", "tag", "1.10", "tag: \"1.10\"\n")]
    [InlineData("on: latest\n", "on", "yes", "on: \"yes\"\n")]
    [InlineData("n: 1\n", "n", "3", "n: 3\n")]
    [InlineData("n: true\n", "n", "false", "n: false\n")]
    [InlineData("n: 1\n", "n", "three", "n: three\n")]
    [InlineData("tag: latest\n", "tag", "2020-01-01", "tag: \"2020-01-01\"\n")]
    // empty values
    [InlineData("a:\nb: 1\n", "a", "x", "a: x\nb: 1\n")]
    [InlineData("a: # why\nb: 1\n", "a", "x", "a: x # why\nb: 1\n")]
    [InlineData("a: ~\n", "a", "x", "a: x\n")]
    // CRLF and no newline at the end
    [InlineData("a: 1\r\nb: x\r\n", "b", "z", "a: 1\r\nb: z\r\n")]
    [InlineData("a: 1\r\nb: x\r\n", "c.d", "z", "a: 1\r\nb: x\r\nc:\r\n  d: z\r\n")]
    [InlineData("a: 1", "b", "z", "a: 1\nb: z\n")]
    // nesting, flow, lists
    [InlineData("a:\n    b: 1\n    # end\nc: 2\n", "a.d", "x", "a:\n    b: 1\n    d: x\n    # end\nc: 2\n")]
    [InlineData("a: { b: 1 }\n", "a.d", "x", "a: { b: 1, d: x }\n")]
    [InlineData("a: {b: 1}\n", "a.d", "y", "a: {b: 1, d: \"y\"}\n")] // y is a truth value in YAML 1.1
    [InlineData("a: {}\n", "a.d.e", "x", "a: { d: { e: x } }\n")]
    [InlineData("a:\n  b:\nc: 1\n", "a.b.d", "x", "a:\n  b:\n    d: x\nc: 1\n")]
    [InlineData("l:\n- i: 1\n- i: 2\n", "l.1.i", "x", "l:\n- i: 1\n- i: x\n")]
    [InlineData("a.b: 1\n", "a\\.b", "x", "a.b: x\n")]
    [InlineData("", "a.b", "x", "a:\n  b: x\n")]
    [InlineData("# only a comment", "a", "x", "# only a comment\na: x\n")]
    // block scalars
    [InlineData("a: |\n  x\n  y\nb: 1\n", "a", "z", "a: z\nb: 1\n")]
    [InlineData("a:\n  t: |\n    x\nb: 1\n", "a.u", "z", "a:\n  t: |\n    x\n  u: z\nb: 1\n")]
    // anchors and merges
    [InlineData("a: &x one\nb: *x\n", "a", "two", "a: &x two\nb: *x\n")]
    [InlineData("d: &d\n  t: 1\na:\n  <<: *d\n  u: 2\n", "a.t", "x", "d: &d\n  t: 1\na:\n  <<: *d\n  u: 2\n  t: x\n")]
    [InlineData("a: 1\na: 2\n", "a", "x", "a: 1\na: x\n")] // the last of two equal keys is the one Helm reads
    public void Only_the_value_changes(string before, string path, string value, string after)
    {
        var stamp = new YamlStamp(before, "values.yaml");
        Assert.Null(stamp.Set(ChartStamp.Segments(path), value, out _));
        Assert.Equal(after, stamp.Text);
    }

    [Theory]
    [InlineData("a: [1]\n", "a", "'a' is a list")]
    [InlineData("a: { b: 1 }\n", "a", "'a' is a map")]
    [InlineData("a: x\n", "a.b", "'a' is a text")]
    [InlineData("x: &x { b: 1 }\na: *x\n", "a.b", "'a' is an alias")]
    [InlineData("- a\n", "a", "the file is no map")]
    [InlineData("l: [1]\n", "l.7", "'l' is a list")]
    public void What_is_no_scalar_is_never_overwritten(string before, string path, string why)
    {
        var stamp = new YamlStamp(before, "values.yaml");
        Assert.StartsWith(why, stamp.Set(ChartStamp.Segments(path), "x", out _), StringComparison.Ordinal);
        Assert.Equal(before, stamp.Text);
    }

    [Fact]
    public void A_new_key_goes_where_it_is_asked_to()
    {
        var stamp = new YamlStamp("name: a\nversion: 1.0.0 # v\ntype: application\n", "Chart.yaml");
        Assert.Null(stamp.Set(["appVersion"], "2.0.0", out var added, "version"));
        Assert.True(added);
        Assert.Equal("name: a\nversion: 1.0.0 # v\nappVersion: 2.0.0\ntype: application\n", stamp.Text);
    }
}
