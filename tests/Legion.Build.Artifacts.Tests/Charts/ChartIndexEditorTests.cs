using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class ChartIndexEditorTests
{
    private const string Existing = """
        apiVersion: v1 # kept
        entries:
          # our first
          alpha:
          - apiVersion: v2
            created: "2019-06-23T10:00:00Z"
            description: |
              beta:
              - version: 9.9.9
            digest: 1111
            name: alpha
            urls:
            - https://example.com/alpha-2.0.0.tgz
            version: 2.0.0
          - {name: alpha, version: 1.5.0, digest: "sha256:2222", urls: [a]}
          - name: alpha
            version: "1.0.0"
            urls:
            - https://example.com/alpha-1.0.0.tgz
            digest: '3333'

          gamma:
          - name: gamma
            version: not-a-version
          - name: gamma
            version: 0.1.0
            digest: 4444
        generated: "2019-06-23T10:00:00Z"

        """;

    private readonly List<BuildDiagnostic> findings = [];

    [Theory]
    [InlineData("alpha", "2.1.0", "2.0.0")]
    [InlineData("alpha", "1.9.0", "1.5.0")]
    [InlineData("alpha", "1.2.0", "1.0.0")]
    [InlineData("alpha", "0.1.0", null)]
    [InlineData("alpha", "2.0.0-rc.1", "1.5.0")]
    public void A_new_version_goes_before_the_first_lower_one_and_all_other_lines_stay(string chart, string version, string? before)
    {
        var editor = Editor(Existing);
        Assert.Equal(ChartIndexChange.Added, editor.Add(Entry(chart, version)));
        OnlyAdded(Existing, Text(editor));
        var versions = editor.Versions(chart).Select(static v => v.Version).ToList();
        var at = versions.IndexOf(version);
        Assert.Equal(before, at + 1 < versions.Count ? versions[at + 1] : null);
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("aaa", "  alpha:")]
    [InlineData("beta", "  gamma:")]
    [InlineData("omega", "generated: \"2019-06-23T10:00:00Z\"")]
    public void A_new_chart_goes_where_its_name_sorts(string chart, string nextLine)
    {
        var editor = Editor(Existing);
        editor.Add(Entry(chart, "1.0.0"));
        OnlyAdded(Existing, Text(editor));
        var lines = Text(editor).Split('\n');
        var key = Array.IndexOf(lines, "  " + chart + ":");
        Assert.Equal(nextLine, lines.Skip(key + 1).First(l => l.TrimStart().EndsWith(':') && l.StartsWith("  ", StringComparison.Ordinal) && l[2] is not (' ' or '-') || l.StartsWith("generated", StringComparison.Ordinal)));
        Assert.True(YamlReader.Read(Text(editor), "index.yaml").IsWellFormed);
    }

    [Fact]
    [Spares("LEGION291")]
    public void The_same_bytes_again_change_nothing()
    {
        var editor = Editor(Existing);
        Assert.Equal(ChartIndexChange.Unchanged, editor.Add(Entry("alpha", "1.0.0", "3333")));
        Assert.Equal(ChartIndexChange.Unchanged, editor.Add(Entry("alpha", "1.5.0", "2222")));
        Assert.Equal(Existing, Text(editor));
    }

    [Fact]
    [Trips]
    public void Other_bytes_under_a_version_are_refused_and_say_which_line()
    {
        var editor = Editor(Existing);
        Assert.Equal(ChartIndexChange.Refused, editor.Add(Entry("alpha", "1.5.0", "ffff")));
        Assert.Equal(Existing, Text(editor));
        var finding = Assert.Single(findings);
        Assert.Equal(ChartRules.IndexConflict, finding.Rule);
        Assert.Equal(14, finding.Location.Span.StartLine);
        Assert.Contains("2222", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_mutable_channel_they_replace_the_entry_where_it_stands()
    {
        var editor = Editor(Existing);
        Assert.Equal(ChartIndexChange.Replaced, editor.Add(Entry("alpha", "1.5.0", "ffff"), replace: true));
        Assert.Equal(["2.0.0", "1.5.0", "1.0.0"], editor.Versions("alpha").Select(static v => v.Version));
        Assert.Equal("ffff", editor.Versions("alpha")[1].Digest);
    }

    [Fact]
    [Trips]
    public void An_invalid_version_is_kept_and_reported()
    {
        var editor = Editor(Existing);
        Assert.Equal(ChartIndexChange.Added, editor.Add(Entry("gamma", "0.2.0")));
        OnlyAdded(Existing, Text(editor));
        Assert.Equal(["not-a-version", "0.2.0", "0.1.0"], editor.Versions("gamma").Select(static v => v.Version));
        Assert.Equal(ChartRules.IndexInvalidVersion, Assert.Single(findings).Rule);
    }

    [Theory]
    [InlineData("")]
    [InlineData("apiVersion: v1\nentries: {}\ngenerated: x\n")]
    [InlineData("apiVersion: v1\nentries:\ngenerated: x\n")]
    [InlineData("apiVersion: v1\nentries:\n")]
    [InlineData("apiVersion: v1\nentries:\n  a: []\n")]
    [InlineData("apiVersion: v1\n")]
    [InlineData("entries:\n    b:\n        - version: 1.0.0\n          name: b\n          digest: x")]
    [InlineData("apiVersion: v1\r\nentries:\r\n  b:\r\n  - name: b\r\n    version: 1.0.0\r\n    digest: x\r\n")]
    [InlineData("{\"apiVersion\":\"v1\",\"entries\":{}}")]
    [InlineData("{\"apiVersion\":\"v1\",\"entries\":{\"a\":[{\"name\":\"a\",\"version\":\"0.1.0\",\"digest\":\"x\"}]},\"generated\":\"y\"}\n")]
    [InlineData("{\n  \"apiVersion\": \"v1\"\n}\n")]
    [Spares("LEGION290", "LEGION292")]
    public void Every_form_of_an_index_takes_new_versions(string index)
    {
        var editor = Editor(index);
        Assert.Equal(ChartIndexChange.Added, editor.Add(Entry("a", "1.0.0", "aa")));
        Assert.Equal(ChartIndexChange.Added, editor.Add(Entry("a", "2.0.0", "bb")));
        Assert.Equal(ChartIndexChange.Unchanged, editor.Add(Entry("a", "1.0.0", "aa")));
        Assert.Equal(["2.0.0", "1.0.0"], editor.Versions("a").Select(static v => v.Version).Take(2));
        Assert.Equal("https://example.com/a-2.0.0.tgz", editor.Versions("a")[0].Urls[0]);
        Assert.True(YamlReader.Read(Text(editor), "index.yaml").IsWellFormed, Text(editor));
        Assert.Empty(findings);
        Assert.DoesNotContain(Text(editor).Split('\n'), l => index.Contains('\r') && l.Length > 0 && !l.EndsWith('\r'));
    }

    [Theory]
    [Trips]
    [InlineData("- a\n")]
    [InlineData("entries: 5\n")]
    [InlineData("a: [\n")]
    [InlineData("entries:\n  b:\n  - version: 1.0.0\n  b:\n  - version: 2.0.0\n")] // helm reads no index with a key twice
    public void What_is_no_index_is_refused_not_overwritten(string index)
    {
        var editor = Editor(index);
        Assert.Equal(ChartIndexChange.Unreadable, editor.Add(Entry("a", "1.0.0")));
        Assert.Equal(index, Text(editor));
        Assert.Equal(ChartRules.IndexUnreadable, Assert.Single(findings).Rule);
    }

    [Fact]
    public void An_entry_says_all_that_Chart_yaml_says_in_alphabetical_order()
    {
        var metadata = ChartMetadataReader.Read(
            new("Chart.yaml", Encoding.UTF8.GetBytes("apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: \"1.10\"\ndescription: \"say: hi\"\nkeywords: [x, z]\nmaintainers:\n- name: M\n  email: m@x.io\nannotations: { b: \"1\", a: t }\ndependencies:\n- name: d\n  version: ^1\n  repository: file://../d\n  tags: [t]\n  import-values: [data, {child: c, parent: p}]\ntype: application\ndeprecated: true\n"), "Chart.yaml"),
            findings.Add)!;
        var editor = Editor("");
        editor.Add(new(metadata, ["a-1.0.0.tgz"], "abcd", "1970-01-01T00:00:00Z"));
        Assert.Equal(
            """
            apiVersion: v1
            entries:
              a:
              - annotations:
                  a: t
                  b: "1"
                apiVersion: v2
                appVersion: "1.10"
                created: "1970-01-01T00:00:00Z"
                dependencies:
                - name: d
                  repository: "file://../d"
                  tags:
                  - t
                  version: "^1"
                  import-values:
                  - data
                  - child: c
                    parent: p
                deprecated: true
                description: "say: hi"
                digest: abcd
                keywords:
                - x
                - z
                maintainers:
                - email: m@x.io
                  name: M
                name: a
                type: application
                urls:
                - a-1.0.0.tgz
                version: 1.0.0
            generated: "1970-01-01T00:00:00Z"

            """,
            Text(editor).Replace("repository: file://../d", "repository: \"file://../d\"", StringComparison.Ordinal));
    }

    private static void OnlyAdded(string before, string after)
    {
        // What is left when the new lines are taken out is the old text, in its order.
        var old = new Queue<string>(before.Split('\n'));
        foreach (var line in after.Split('\n'))
        {
            if (old.Count > 0 && old.Peek() == line) old.Dequeue();
        }

        Assert.Empty(old);
    }

    private static ChartIndexEntry Entry(string name, string version, string digest = "dddd") =>
        new(new ChartMetadata { ApiVersion = "v2", Name = name, Version = version }, [$"https://example.com/{name}-{version}.tgz"], digest, "2026-01-01T00:00:00Z");

    private static string Text(ChartIndexEditor editor) => Encoding.UTF8.GetString(editor.Content.Span);

    private ChartIndexEditor Editor(string index) => new(Encoding.UTF8.GetBytes(index), "index.yaml", findings.Add);
}
