using Legion.Build.Artifacts.Charts.Linting;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Charts;

/// <summary>The checks of Helm's lint that need no rendering: the real helm finds each in a chart, and so do we, with the same severity, in the file it is about.</summary>
public sealed class HelmLintParityTests : IDisposable
{
    private const string Good = "apiVersion: v2\nname: x\nversion: 1.0.0\nicon: https://example.com/i.svg\n";
    private readonly ChartWorkshop shop = new("parity");

    /// <summary>Rule, helm's severity, its words, the file that is wrong and what is in it. A path that ends with a slash is a folder; null takes the file away.</summary>
    public static TheoryData<string, string, string, string, string?> Checks => new()
    {
        { "LEGION230", "ERROR", "should be a file, not a directory", "Chart.yaml/", "" },
        { "LEGION207", "ERROR", "unable to parse YAML", "Chart.yaml", "name: [x\n" },
        { "LEGION231", "WARNING", "unknown field \"descripton\"", "Chart.yaml", Good + "descripton: x\n" },
        { "LEGION271", "WARNING", "already set in map", "Chart.yaml", Good + "description: a\ndescription: b\n" },
        { "LEGION202", "ERROR", "name is required", "Chart.yaml", "apiVersion: v2\nversion: 1.0.0\n" },
        { "LEGION232", "ERROR", "chart name \"a/b\" is invalid", "Chart.yaml", "apiVersion: v2\nname: a/b\nversion: 1.0.0\n" },
        { "LEGION233", "ERROR", "apiVersion is required", "Chart.yaml", "name: x\nversion: 1.0.0\n" },
        { "LEGION223", "ERROR", "apiVersion 'v7' is not valid", "Chart.yaml", "apiVersion: v7\nname: x\nversion: 1.0.0\n" },
        { "LEGION234", "ERROR", "version should be of type string", "Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.10\n" },
        { "LEGION235", "ERROR", "version is required", "Chart.yaml", "apiVersion: v2\nname: x\n" },
        { "LEGION236", "ERROR", "version 'waps' is not a valid SemVer", "Chart.yaml", "apiVersion: v2\nname: x\nversion: waps\n" },
        { "LEGION237", "ERROR", "version", "Chart.yaml", "apiVersion: v2\nname: x\nversion: 0.0.0-0\n" },
        { "LEGION238", "ERROR", "appVersion should be of type string", "Chart.yaml", Good + "appVersion: 1.10\n" },
        { "LEGION239", "ERROR", "a maintainer entry is empty", "Chart.yaml", Good + "maintainers: [~]\n" },
        { "LEGION240", "ERROR", "each maintainer requires a name", "Chart.yaml", Good + "maintainers: [{ email: a@b.io }]\n" },
        { "LEGION241", "ERROR", "invalid email 'nowhere.io'", "Chart.yaml", Good + "maintainers: [{ name: x, email: nowhere.io }]\n" },
        { "LEGION242", "ERROR", "invalid url 'not a url'", "Chart.yaml", Good + "maintainers: [{ name: x, url: not a url }]\n" },
        { "LEGION243", "ERROR", "invalid source URL 'a.io'", "Chart.yaml", Good + "sources: [a.io]\n" },
        { "LEGION244", "INFO", "icon is recommended", "Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n" },
        { "LEGION245", "ERROR", "invalid icon URL 'a.io/i.png'", "Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\nicon: a.io/i.png\n" },
        { "LEGION246", "ERROR", "chart type is not valid in apiVersion 'v1'", "Chart.yaml", Good.Replace("v2", "v1", StringComparison.Ordinal) + "type: library\n" },
        { "LEGION247", "ERROR", "dependencies are not valid in the Chart file with apiVersion 'v1'", "Chart.yaml", Good.Replace("v2", "v1", StringComparison.Ordinal) + "dependencies: [{ name: b, version: 1.x, repository: x }]\n" },
        { "LEGION248", "WARNING", "version 'v1.0' is not a valid SemVerV2", "Chart.yaml", "apiVersion: v2\nname: x\nversion: v1.0\n" },
        { "LEGION249", "ERROR", "chart.metadata.type must be application or library", "Chart.yaml", Good + "type: app\n" },
        { "LEGION250", "INFO", "file does not exist", "values.yaml", null },
        { "LEGION207", "ERROR", "unable to parse YAML", "values.yaml", "a: [\n" },
        { "LEGION251", "ERROR", "got string, want integer", "values.schema.json", "{\"properties\":{\"a\":{\"type\":\"integer\"}}}" },
        { "LEGION252", "ERROR", "invalid character", "values.schema.json", "{ \"a\": }" },
        { "LEGION253", "WARNING", "directory does not exist", "templates/", null },
        { "LEGION254", "ERROR", "not a directory", "templates", "a file" },
        { "LEGION255", "ERROR", "file extension '.json' not valid", "templates/a.json", "{}" },
        { "LEGION256", "ERROR", "unexpected EOF", "templates/a.yaml", "{{ if .Values.a }}\n" },
        { "LEGION257", "WARNING", "document starts with an illegal indent", "templates/a.yaml", "  kind: ConfigMap\n  apiVersion: v1\n  metadata: { name: a }\n" },
        { "LEGION258", "ERROR", "unable to parse YAML", "templates/a.yaml", "kind: [\n" },
        { "LEGION259", "WARNING", "object name does not conform to Kubernetes naming requirements", "templates/a.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: Not_Valid\n" },
        { "LEGION260", "WARNING", "extensions/v1beta1 Ingress is deprecated", "templates/a.yaml", "kind: Ingress\napiVersion: extensions/v1beta1\nmetadata:\n  name: a\n" },
        { "LEGION261", "ERROR", "a Deployment must contain matchLabels or matchExpressions", "templates/a.yaml", "kind: Deployment\napiVersion: apps/v1\nmetadata:\n  name: a\n" },
        { "LEGION262", "ERROR", "annotation 'helm.sh/resource-policy' within List objects are ignored", "templates/a.yaml", "kind: List\napiVersion: v1\nmetadata:\n  name: a\nitems:\n- metadata:\n    annotations:\n      helm.sh/resource-policy: keep\n" },
        { "LEGION263", "ERROR", "chart metadata is missing these dependencies: sub", "charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n" },
        { "LEGION264", "ERROR", "more than one dependency with name or alias \"b\"", "Chart.yaml", Good + "dependencies:\n- { name: b, version: 1.x, repository: x }\n- { name: c, alias: b, version: 1.x, repository: x }\n" },
        { "LEGION265", "WARNING", "chart directory is missing these dependencies: b", "Chart.yaml", Good + "dependencies: [{ name: b, version: 1.x, repository: x }]\n" },
        { "LEGION266", "ERROR", "disallowed characters in the alias", "Chart.yaml", Good + "dependencies: [{ name: b, version: 1.x, repository: x, alias: a.b }]\n" },
        { "LEGION267", "ERROR", "not a directory", "crds", "a file" },
        { "LEGION268", "ERROR", "unable to parse YAML", "crds/a.yaml", "{{ x }}: [\n" },
        { "LEGION269", "ERROR", "apiVersion is not in 'apiextensions.k8s.io'", "crds/a.yaml", "kind: CustomResourceDefinition\napiVersion: v1\n" },
        { "LEGION270", "ERROR", "object kind is not 'CustomResourceDefinition'", "crds/a.yaml", "kind: Pod\napiVersion: apiextensions.k8s.io/v1\n" },
        { "LEGION213", "ERROR", "syntax error in pattern", ".helmignore", "[a\n" },
        { "LEGION212", "ERROR", "double-star (**) syntax is not supported", ".helmignore", "**/a\n" },
    };

    public void Dispose() => shop.Dispose();

    [Fact]
    public void There_are_at_least_thirty() => Assert.True(Checks.Count >= 30, Checks.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [MemberData(nameof(Checks))]
    [Trips(Table = typeof(HelmLintParityTests))]
    public void Helm_and_we_find_the_same_fault(string rule, string severity, string words, string path, string? content)
    {
        var helm = HelmProgram.Require("helm", shop.Root);
        shop.Write("x/Chart.yaml", Good).Write("x/values.yaml", "a: x\n").Write("x/templates/good.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: good\n");
        var full = Path.Combine(shop.Root, "x", path.TrimEnd('/'));
        if (content is null || path is "Chart.yaml/" or "templates") Remove(full);
        if (path == "Chart.yaml/") Directory.CreateDirectory(full);
        else if (content is not null) shop.Write("x/" + path, content);

        var said = helm.TryRun("lint", Path.Combine(shop.Root, "x")).Said;
        Assert.Contains("[" + severity + "]", said, StringComparison.Ordinal);
        Assert.Contains(words, said, StringComparison.Ordinal);

        var findings = Lint(Path.Combine(shop.Root, "x"));
        var finding = findings.Find(f => f.Rule.Id == rule);
        Assert.True(finding is not null, string.Join('\n', findings.Select(static f => f.ToString())));
        // Charts of Helm 2 had no apiVersion, and are packaged: there we warn where helm's lint fails.
        var expected = rule == "LEGION233" ? RuleSeverity.Warning : severity switch { "ERROR" => RuleSeverity.Error, "WARNING" => RuleSeverity.Warning, _ => RuleSeverity.Info };
        Assert.Equal(expected, finding.Rule.Severity);
        Assert.StartsWith(Path.Combine(shop.Root, "x"), finding.Location.Path, StringComparison.Ordinal);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
    }

    private static List<BuildDiagnostic> Lint(string folder)
    {
        var findings = new List<BuildDiagnostic>();
        ChartLinter.RunOnFolder(folder, findings.Add);
        var chart = ChartLoader.Load(ChartFolder.Read(ChartFolder.List(folder, folder, findings.Add), findings.Add), folder, findings.Add);
        if (chart is not null) ChartLinter.Run(chart, chart, new LintScope(), findings.Add);
        return findings;
    }
}
