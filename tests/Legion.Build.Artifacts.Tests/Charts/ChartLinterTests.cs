using System.Text;

using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Linting;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Charts;

public sealed class ChartLinterTests
{
    private const string Good = "apiVersion: v2\nname: good\nversion: 1.0.0\nicon: https://example.com/i.svg\n";

    [Fact]
    [Spares("LEGION202", "LEGION207", "LEGION223", "LEGION224", "LEGION231", "LEGION232", "LEGION233", "LEGION234", "LEGION235", "LEGION236", "LEGION237", "LEGION245", "LEGION246", "LEGION248", "LEGION250", "LEGION253", "LEGION255", "LEGION256", "LEGION257", "LEGION258", "LEGION259", "LEGION271", "LEGION272")]
    public void A_good_chart_has_no_findings() =>
        Assert.Empty(Lint(("Chart.yaml", Good), ("values.yaml", "a: 1\n"), ("templates/a.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: a\ndata: { a: {{ .Values.a | quote }} }\n")));

    [Theory]
    [Trips]
    [InlineData("apiVersion: v2\nversion: 1.0.0\n", "LEGION202", 0)]
    [InlineData("apiVersion: v2\nname: a/b\nversion: 1.0.0\n", "LEGION232", 1)]
    [InlineData("name: a\nversion: 1.0.0\n", "LEGION233", 0)]
    [InlineData("apiVersion: v7\nname: a\nversion: 1.0.0\n", "LEGION223", 0)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.10\n", "LEGION234", 2)]
    [InlineData("apiVersion: v2\nname: a\n", "LEGION235", 0)]
    [InlineData("apiVersion: v2\nname: a\nversion: waps\n", "LEGION236", 2)]
    [InlineData("apiVersion: v2\nname: a\nversion: 0.0.0-0\n", "LEGION237", 2)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nappVersion: 1.10\n", "LEGION238", 3)]
    [InlineData("apiVersion: v2\nname: a\nversion: v1.0\n", "LEGION248", 2)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nmaintainers:\n- ~\n", "LEGION239", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nmaintainers:\n- email: a@b.io\n", "LEGION240", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nmaintainers:\n- name: x\n  email: nowhere.io\n", "LEGION241", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nmaintainers:\n- name: x\n  url: not a url\n", "LEGION242", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nsources: [https://a.io, a.io]\n", "LEGION243", 3)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nicon: a.io/i.png\n", "LEGION245", 3)]
    [InlineData("apiVersion: v1\nname: a\nversion: 1.0.0\ntype: library\n", "LEGION246", 3)]
    [InlineData("apiVersion: v1\nname: a\nversion: 1.0.0\ndependencies:\n- { name: b, version: 1, repository: x }\n", "LEGION247", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ntype: app\n", "LEGION249", 3)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nkubeVersion: new\n", "LEGION277", 3)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ndescripton: x\n", "LEGION231", 3)]
    [InlineData("apiVersion: v2\nname: a\nname: b\nversion: 1.0.0\n", "LEGION271", 2)]
    [InlineData("apiVersion: v2\nname: [a]\nversion: 1.0.0\n", "LEGION224", 1)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\nkeywords: x\n", "LEGION224", 3)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- { name: b, version: 1.x.x.x, repository: x }\n", "LEGION276", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- { name: b, version: 1.x, repository: x, alias: a.b }\n", "LEGION266", 4)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- { name: b, version: 1.x, repository: x }\n- { name: c, alias: b, version: 1.x, repository: x }\n", "LEGION264", 5)]
    [InlineData("apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n- { name: b, version: 1.x, repository: x }\n", "LEGION265", 4)]
    public void Chart_yaml_is_checked_at_its_lines(string chartYaml, string rule, int line)
    {
        var finding = Assert.Single(Lint(("Chart.yaml", chartYaml), ("values.yaml", ""), ("templates/_a.tpl", "x")), f => f.Rule.Id == rule);
        Assert.Equal(line, finding.Location.Span.StartLine);
        Assert.Equal("Chart.yaml", finding.Location.Path);
    }

    [Fact]
    public void An_unknown_field_says_what_was_meant() =>
        Assert.Contains("did you mean 'description'?", Lint(("Chart.yaml", Good + "descripton: x\n"))[0].Message, StringComparison.Ordinal);

    [Theory]
    [Trips]
    [InlineData("{{ if .Values.a }}", "This 'if' has no 'end'")]
    [InlineData("{{ end }}", "{{end}}")]
    [InlineData("{{ else }}", "{{else}}")]
    [InlineData("{{ .Values.a", "Unclosed action")]
    [InlineData("{{ \"a }}", "Unterminated quoted string")]
    [InlineData("{{ `a }}", "Unterminated raw quoted string")]
    [InlineData("{{ (.Values.a }}", "Unclosed left paren")]
    [InlineData("{{ .Values.a) }}", "Unexpected right paren")]
    [InlineData("{{/* a }}", "Unclosed comment")]
    [InlineData("{{/* a */ x}}", "Comment ends before closing delimiter")]
    [InlineData("{{ }}", "Missing value for command")]
    [InlineData("{{ if }}x{{ end }}", "Missing value for if")]
    [InlineData("{{ .Values.a | qoute }}", "\"qoute\" not defined; did you mean 'quote'?")]
    [InlineData("{{ env \"HOME\" }}", "\"env\" not defined")]
    public void A_malformed_template_is_an_error_at_its_place(string template, string words)
    {
        var finding = Assert.Single(Lint(("Chart.yaml", Good), ("values.yaml", "a: 1"), ("templates/a.yaml", "x: y\n" + template)), static f => f.Rule == ChartRules.TemplateSyntax);
        Assert.Contains(words, finding.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, finding.Location.Span.StartLine);
    }

    [Theory]
    [InlineData("{{- range $i, $e := .Values.list }}{{ $e.name | default \"x\" }}{{- end -}}")]
    [InlineData("{{- /* a comment with }} in it */ -}}")]
    [InlineData("{{ \"}}\" }}{{ `{{ raw }}` }}{{ 'a' }}{{ 1.5e3 }}{{ -3 }}")]
    [InlineData("{{ with $x := .Values.a }}{{ $x }}{{ else }}{{ end }}")]
    [InlineData("{{ define \"a\" }}{{ template \"b\" . }}{{ end }}{{ block \"c\" . }}{{ end }}")]
    [InlineData("{{ if and (eq .Values.a 1) (not .Values.a) }}{{ else if .Values.a }}{{ end }}")]
    [InlineData("{{ range .Values.list }}{{ break }}{{ end }}")]
    [InlineData("a {{ $.Values.a }} {{ $.Files.Get \"x\" }} {{ .Capabilities.KubeVersion }} }}")]
    [Spares("LEGION256")]
    public void A_good_template_has_no_fault(string template) =>
        Assert.DoesNotContain(Lint(("Chart.yaml", Good), ("values.yaml", "a: 1\nlist: []\n"), ("templates/a.txt", template)), static f => f.Rule.Severity != RuleSeverity.Info);

    [Theory]
    [Trips]
    [InlineData("{{ .Values.missing }}", "'.Values.missing' is not in values.yaml.")]
    [InlineData("{{ $.Values.a.b.c }}", "'.Values.a.b.c' is not in values.yaml")]
    [InlineData("{{ if .Values.nothing.enabled }}x{{ end }}", "neither is '.nothing'")]
    [InlineData("{{ if .Values.nothing.enabled }}x{{ end }}", "nil pointer")]
    public void A_value_that_is_not_defined_is_reported(string template, string words)
    {
        var finding = Assert.Single(Lint(("Chart.yaml", Good), ("values.yaml", "a: { b: { d: 1 } }\n"), ("templates/a.txt", template)));
        Assert.Equal(ChartRules.ValueNotDefined, finding.Rule);
        Assert.Contains(words.Replace("'.nothing'", "'nothing'", StringComparison.Ordinal), finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ .Values.missing | default 1 }}")]
    [InlineData("{{ if .Values.missing }}{{ .Values.missing.below }}{{ end }}")]
    [InlineData("{{ required \"x\" .Values.missing }}")]
    [InlineData("{{ .Values.open.anything.below }}")] // an empty map is the user's to fill
    [InlineData("{{ .Values.global.x }}")]
    [InlineData("{{/* .Values.missing */}}{{ \".Values.missing\" }}")]
    [InlineData("{{ .Values.a.b }}")]
    [InlineData("{{ if hasKey .Values \"missing\" }}{{ .Values.missing }}{{ end }}")]
    [InlineData("{{ if hasKey .Values.a \"missing\" }}{{ .Values.a.missing }}{{ end }}")]
    [InlineData("{{ range .Values.open }}{{ .Values.Values.x }}{{ end }}")] // a dictionary that holds a context
    [Spares("LEGION272")]
    public void A_value_that_may_be_missing_is_not(string template) =>
        Assert.Empty(Lint(("Chart.yaml", Good), ("values.yaml", "open: {}\na: { b: ~ }\n"), ("templates/a.txt", template)));

    [Theory]
    [InlineData("type: library\n", "templates/_a.tpl")]
    [InlineData("", "templates/_a.tpl")]
    public void What_others_include_reads_their_values(string more, string path) =>
        Assert.Empty(Lint(("Chart.yaml", Good + more), ("values.yaml", ""), (path, "{{ define \"a\" }}{{ .Values.missing.below }}{{ end }}")));

    [Fact]
    public void A_template_of_thousands_of_lines_is_looked_at_in_no_time()
    {
        // One expression over the whole of a template of a real chart took minutes: blank and indented lines after 'metadata:' without a name.
        var text = "kind: Deployment\napiVersion: apps/v1\nmetadata:\n" + string.Concat(Enumerable.Repeat("  labels:\n\n    a: b\n", 3_000)) + "spec: { selector: { matchLabels: {} } }\n";
        Assert.Empty(Lint(("Chart.yaml", Good), ("values.yaml", ""), ("templates/a.yaml", text + "{{ .Release.Name }}")));
    }

    [Theory]
    [Trips]
    [InlineData("kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: a\n", "LEGION261")]
    [InlineData("kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: {{ template \"x\" . }}\n", "LEGION261")]
    [InlineData("kind: Deployment\napiVersion: apps/v1beta1\nmetadata:\n  name: a\nspec: { selector: { matchLabels: {} } }\n", "LEGION260")]
    [InlineData("kind: Ingress\napiVersion: extensions/v1beta1\nmetadata:\n  name: {{ .Release.Name }}\n", "LEGION260")]
    [InlineData("kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: Not_Valid\n", "LEGION259")]
    [InlineData("kind: Service\napiVersion: v1\nmetadata:\n  labels: {}\n  name: 1a\n", "LEGION259")]
    [InlineData("kind: List\napiVersion: v1\nitems:\n- metadata:\n    annotations:\n      helm.sh/resource-policy: keep\n", "LEGION262")]
    [InlineData("  kind: ConfigMap\n  apiVersion: v1\n", "LEGION257")]
    [InlineData("kind: [\n", "LEGION258")]
    [InlineData("kind: ConfigMap\nkind: Secret\n", "LEGION271")]
    public void Objects_are_checked_where_they_are_literal(string template, string rule) =>
        Assert.Equal([rule], Lint(("Chart.yaml", Good), ("values.yaml", ""), ("templates/a.yaml", "\n" + template)).Select(static f => f.Rule.Id));

    [Theory]
    [InlineData("{{ if .Capabilities }}\napiVersion: extensions/v1beta1\n{{ else }}\napiVersion: networking.k8s.io/v1\n{{ end }}\nkind: Ingress\nmetadata:\n  name: a\n")]
    [InlineData("kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: a\nspec:\n  {{- include \"x\" . | nindent 2 }}\n")]
    [InlineData("kind: ClusterRole\napiVersion: rbac.authorization.k8s.io/v1\nmetadata:\n  name: system:x\n")]
    [InlineData("---\nkind: Pod\napiVersion: v1\nmetadata:\n  name: a\n---\nkind: Service\napiVersion: v1\nmetadata:\n  name: b\n")]
    [InlineData("kind: List\napiVersion: v1\nmetadata:\n  annotations:\n    helm.sh/resource-policy: keep\nitems:\n- kind: ConfigMap\n")]
    [Spares("LEGION257", "LEGION258", "LEGION259", "LEGION260", "LEGION261", "LEGION262")]
    public void What_cannot_be_known_without_rendering_is_left_alone(string template) =>
        Assert.Empty(Lint(("Chart.yaml", Good), ("values.yaml", ""), ("templates/a.yaml", template)));

    [Fact]
    [Trips]
    public void Files_are_checked_for_their_place()
    {
        Assert.Equal(["LEGION255"], Ids(("Chart.yaml", Good), ("values.yaml", ""), ("templates/a.json", "{}")));
        Assert.Equal(["LEGION253"], Ids(("Chart.yaml", Good), ("values.yaml", "")));
        Assert.Empty(Ids(("Chart.yaml", Good + "type: library\n"), ("values.yaml", "")));
        Assert.Equal(["LEGION278"], Ids(("Chart.yaml", Good + "type: library\n"), ("values.yaml", ""), ("templates/a.yaml", "a: b")));
        Assert.Equal(["LEGION250"], Ids(("Chart.yaml", Good), ("templates/a.txt", "")));
        Assert.Equal(["LEGION207"], Ids(("Chart.yaml", Good), ("templates/a.txt", ""), ("values.yaml", "a: [\n")));
        Assert.Equal(["LEGION269", "LEGION270"], Ids(("Chart.yaml", Good), ("values.yaml", ""), ("crds/a.yaml", "kind: Pod\napiVersion: v1\n")));
        Assert.Equal(["LEGION268"], Ids(("Chart.yaml", Good), ("values.yaml", ""), ("crds/a.yaml", "{{ x }}: [\n")));
        Assert.Equal(["LEGION263"], Ids(("Chart.yaml", Good), ("values.yaml", ""), ("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")));
    }

    [Theory]
    [Trips]
    [InlineData("{\"properties\":{\"a\":{\"type\":\"integer\"}}}", "a: x\n", "'a': expected integer, found string", 0)]
    [InlineData("{\"required\":[\"b\"]}", "a: x\n", "missing 'b'", 0)]
    [InlineData("{\"properties\":{\"m\":{\"additionalProperties\":false,\"properties\":{\"x\":{}}}}}", "a: 1\nm:\n  y: 1\n", "'m.y': the key is not allowed", 2)]
    [InlineData("{\"properties\":{\"a\":{\"enum\":[\"x\",1]}}}", "a: 2\n", "must be one of \"x\", 1", 0)]
    [InlineData("{\"properties\":{\"a\":{\"minimum\":3}}}", "a: 2\n", "is below 3", 0)]
    [InlineData("{\"properties\":{\"a\":{\"minimum\":2,\"exclusiveMinimum\":true}}}", "a: 2\n", "is below 2", 0)]
    [InlineData("{\"properties\":{\"a\":{\"pattern\":\"^x\"}}}", "a: y z\n", "does not match \"^x\"", 0)]
    [InlineData("{\"properties\":{\"a\":{\"items\":{\"$ref\":\"#/definitions/t\"}}},\"definitions\":{\"t\":{\"type\":\"string\"}}}", "a:\n- x\n- 1\n", "'a[1]': expected string, found integer", 2)]
    [InlineData("{\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"string\"},{\"minLength\":1}]}}}", "a: xx\n", "satisfies 2 of the alternatives", 0)]
    [InlineData("{\"if\":{\"required\":[\"a\"]},\"then\":{\"required\":[\"b\"]}}", "a: 1\n", "missing 'b'", 0)]
    [InlineData("{\"properties\":{\"a\":{\"uniqueItems\":true}}}", "a: [1, 1]\n", "has an element twice", 0)]
    [InlineData("{\"properties\":{\"a\":{\"not\":{\"type\":\"null\"}}}}", "a:\n", "is what the schema forbids", 0)]
    public void Values_are_validated_by_their_schema_at_their_lines(string schema, string values, string words, int line)
    {
        var finding = Assert.Single(Lint(("Chart.yaml", Good), ("values.yaml", values), ("values.schema.json", schema), ("templates/a.txt", "")));
        Assert.Equal(ChartRules.ValuesSchema, finding.Rule);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Equal(line, finding.Location.Span.StartLine);
    }

    [Fact]
    [Trips]
    [Spares("LEGION251", "LEGION252")]
    public void Values_that_satisfy_it_are_fine_and_a_schema_that_is_no_JSON_is_not()
    {
        Assert.Empty(Ids(("Chart.yaml", Good), ("values.yaml", "a: 1.5\nb: [x]\nc: ~\nd: {e: true}\n"), ("values.schema.json", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\",\"maximum\":2},\"b\":{\"type\":\"array\",\"minItems\":1},\"c\":{\"type\":[\"null\",\"string\"]},\"d\":{\"required\":[\"e\"]}}}"), ("templates/a.txt", "")));
        Assert.Equal(["LEGION252"], Ids(("Chart.yaml", Good), ("values.yaml", "a: 1\n"), ("values.schema.json", "{\n  \"a\": }"), ("templates/a.txt", "")));
    }

    private static string[] Ids(params (string Path, string Text)[] files) => [.. Lint(files).Select(static f => f.Rule.Id)];

    private static List<BuildDiagnostic> Lint(params (string Path, string Text)[] files)
    {
        var findings = new List<BuildDiagnostic>();
        var chart = ChartLoader.Load([.. files.Select(static f => new ChartFile(f.Path, Encoding.UTF8.GetBytes(f.Text), f.Path))], "chart", findings.Add);
        if (chart is not null) ChartLinter.Run(chart, chart, new LintScope(), findings.Add);
        return [.. findings.Where(f => f.Rule != ChartRules.IconMissing || files.Any(static x => x.Text.Contains("no icon", StringComparison.Ordinal)))];
    }
}
