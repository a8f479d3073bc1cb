using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Tests.Python;

public sealed class TomlReaderTests
{
    [Theory]
    [InlineData("a = \"x\\u00e9\\n\"", "xé\n")]
    [InlineData("a = 'C:\\new'", "C:\\new")]
    [InlineData("a = \"\"\"\none\\\n   two\"\"\"", "onetwo")]
    [InlineData("a = '''\none\r\ntwo'''", "one\ntwo")]
    [InlineData("a = \"\"\"quoted \"\"\"\"\"", "quoted \"\"")]
    public void Strings_of_all_four_kinds_are_read(string text, string value) => Assert.Equal(value, Assert.IsType<TomlString>(Value(text)).Value);

    [Theory]
    [InlineData("a = 1_000", 1000)]
    [InlineData("a = -0", 0)]
    [InlineData("a = 0xFF", 255)]
    [InlineData("a = 0o17", 15)]
    [InlineData("a = 0b101", 5)]
    [InlineData("a = 9223372036854775807", long.MaxValue)]
    public void Integers_of_all_four_bases_are_read(string text, long value) => Assert.Equal(value, Assert.IsType<TomlInteger>(Value(text)).Value);

    [Theory]
    [InlineData("a = 6.26e-3", 6.26e-3)]
    [InlineData("a = 1e6", 1e6)]
    [InlineData("a = -inf", double.NegativeInfinity)]
    public void Floats_are_read(string text, double value) => Assert.Equal(value, Assert.IsType<TomlFloat>(Value(text)).Value);

    [Theory]
    [InlineData("a = 1979-05-27 07:32:00.5z", "1979-05-27T07:32:00.5Z")]
    [InlineData("a = 2024-02-29", "2024-02-29")]
    [InlineData("a = 07:32:00", "07:32:00")]
    public void Dates_and_times_are_read(string text, string value) => Assert.Equal(value, Assert.IsType<TomlDateTime>(Value(text)).Value);

    [Fact]
    public void Dotted_keys_headers_and_arrays_of_tables_build_one_tree()
    {
        var root = TomlReader.Read("a.b = 1\n[c]\nd = { e = [1, 2, ] }\n[[f]]\ng = 1\n[f.h]\ni = 2\n[[f]]\n", out var error)!;
        Assert.Null(error);
        Assert.Equal(["a", "c", "f"], root.Entries.Select(static e => e.Key));
        Assert.NotNull(root.Table("a")!.Find("b"));
        Assert.Equal(2, ((TomlArray)root.Table("c", "d")!.Find("e")!.Value).Items.Count);
        Assert.Equal(2, ((TomlArray)root.Find("f")!.Value).Items.Count);
    }

    [Theory]
    [InlineData("a = 1\na = 2", 2, 1, "key 'a' is defined twice; first in line 1")]
    [InlineData("[a]\n[b]\n[a]", 3, 2, "table 'a' is defined twice; first in line 1")]
    [InlineData("a = x", 1, 5, "'x' is no value; a string needs quotes")]
    [InlineData("a = \"x", 1, 7, "expected '\"'")]
    [InlineData("a = [1 2]", 1, 8, "expected ',' or ']'")]
    [InlineData("a = { b = 1, }", 1, 14, "cannot end with a comma")]
    [InlineData("a = 01", 1, 5, "'01' is no value")]
    [InlineData("a = 2023-02-29", 1, 5, "no day of the calendar")]
    [InlineData("a = \"\\q\"", 1, 6, "unknown escape")]
    [InlineData("a = 1 b = 2", 1, 7, "expected the end of the line")]
    [InlineData("a = { b = 1 }\na.c = 2", 2, 1, "cannot be extended by a dotted key")]
    [InlineData("= 1", 1, 1, "expected a key")]
    public void What_is_no_toml_is_located(string text, int line, int column, string message)
    {
        Assert.Null(TomlReader.Read(text, out var error));
        Assert.Equal((line, column), (error!.Span.StartLine + 1, error.Span.StartColumn + 1));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_and_nesting_without_end_are_errors()
    {
        Assert.Null(TomlReader.Read([(byte)'a', (byte)'=', 0xFF], out var encoding));
        Assert.Contains("byte 2 is not UTF-8", encoding!.Message, StringComparison.Ordinal);
        Assert.Null(TomlReader.Read("a = " + new string('[', 100_000), out var depth));
        Assert.Contains("deep", depth!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_span_covers_its_value_so_that_it_can_be_replaced()
    {
        const string Text = "# ñ\n[project]\nname = 'x' # n\ndeps = [\n  \"a\",\n]\n";
        var project = TomlReader.Read(Text, out _)!.Table("project")!;
        Assert.Equal("'x'", Text.Substring(project.Find("name")!.Value.Span.Start, project.Find("name")!.Value.Span.Length));
        Assert.Equal("[\n  \"a\",\n]", Text.Substring(project.Find("deps")!.Value.Span.Start, project.Find("deps")!.Value.Span.Length));
    }

    private static TomlValue Value(string text)
    {
        var root = TomlReader.Read(text, out var error);
        Assert.Null(error);
        return root!.Find("a")!.Value;
    }
}
