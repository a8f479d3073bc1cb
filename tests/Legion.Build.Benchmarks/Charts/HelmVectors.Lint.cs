using System.Text;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Linting;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Benchmarks.Charts;

/// <content>Helm's lint: the messages its tests expect of its charts, and its tables of good and bad values.</content>
internal sealed partial class HelmVectors
{
    private const string Rules = "pkg/chart/v2/lint/rules/";

    private void LintCharts()
    {
        var tests = Source("pkg/chart/v2/lint/lint_test.go");
        var folders = FolderConstant().Matches(tests).ToDictionary(static m => m.Groups["name"].Value, static m => "pkg/chart/v2/lint/" + m.Groups["path"].Value, StringComparer.Ordinal);
        foreach (Match test in TestFunction().Matches(tests)) ExpectOf(test, folders);
        folders = FolderConstant().Matches(Source(Rules + "chartfile_test.go")).ToDictionary(static m => m.Groups["name"].Value, static m => Rules + m.Groups["path"].Value, StringComparer.Ordinal);
        foreach (Match part in LinterPart().Matches(Source(Rules + "chartfile_test.go"))) ExpectOf(part, folders);
        Check("invalidcrdsdir: not a directory", Lint(Path.Join(root, Rules, "testdata/invalidcrdsdir")).Exists(static f => f.Rule == ChartRules.CrdsNotFolder), "it is said by nobody");
    }

    private void ExpectOf(Match test, Dictionary<string, string> folders)
    {
        if (!folders.TryGetValue(ChartOf().Match(test.Value).Groups["name"].Value, out var folder)) return;
        var findings = Lint(Path.Join(root, folder));
        var said = findings.ConvertAll(static f => Plain(f.Message));
        var expected = Expected().Matches(test.Value).Select(static m => Unquote(m.Groups["text"].Value)).ToList();
        foreach (var words in expected) Check($"{Path.GetFileName(folder)} says \"{words}\"", said.Exists(s => s.Contains(Plain(words), StringComparison.Ordinal)), "ours: " + string.Join(" | ", findings.Select(static f => f.Rule.Id + " " + f.Message)));
        if (expected.Count == 0) Check($"{Path.GetFileName(folder)} says nothing", findings.TrueForAll(static f => f.Rule.Severity == RuleSeverity.Info || !HelmSays(f)), "ours: " + string.Join(" | ", findings.Select(static f => f.Rule.Id + " " + f.Message)));
    }

    // Checks Helm has not are ours alone.
    private static bool HelmSays(BuildDiagnostic finding) => finding.Rule != ChartRules.ValueNotDefined && finding.Rule != ChartRules.ForeignImage && finding.Rule != ChartRules.DuplicateKey;

    private void LintTables()
    {
        var tests = Source(Rules + "chartfile_test.go");
        foreach (var (name, rules, line) in new (string, Rule[], Func<string, string>)[]
        {
            ("TestValidateChartVersion", [ChartRules.VersionMissing, ChartRules.VersionInvalid, ChartRules.VersionZero], static v => $"version: \"{v}\""),
            ("TestValidateChartVersionStrictSemVerV2", [ChartRules.VersionNotStrict], static v => $"version: \"{v}\""),
            ("TestValidateChartSources", [ChartRules.SourceUrl], static v => $"version: 1.0.0\nsources: [\"{v}\"]"),
            ("TestValidateChartIconURL", [ChartRules.IconUrl], static v => $"version: 1.0.0\nicon: \"{v}\""),
        })
        {
            var test = Function(tests, name);
            Table(name, Between(test, "failTest :=", "successTest"), fails: true, rules, line);
            Table(name, Between(test, "successTest :=", "\n"), fails: false, rules, line);
        }

        var maintainers = Function(tests, "TestValidateChartMaintainer");
        foreach (Match row in Maintainer().Matches(maintainers))
        {
            var (who, mail, error) = (row.Groups["name"].Value, row.Groups["email"].Value, row.Groups["error"]);
            var said = Chart($"version: 1.0.0\nmaintainers: [{{ name: \"{who}\", email: \"{mail}\" }}]");
            Check($"maintainer '{who}' '{mail}'", error.Success == said.Exists(f => error.Success && Plain(f.Message).Contains(Plain(error.Value), StringComparison.Ordinal) && f.Rule.Severity == RuleSeverity.Error), Said(said));
        }

        foreach (Match row in Indent().Matches(Function(Source(Rules + "template_test.go"), "TestValidateTopIndentLevel")))
        {
            var text = Unquote(row.Groups["text"].Value);
            var said = Template(text).Exists(static f => f.Rule == ChartRules.TemplateIndent);
            Check($"indent of {row.Groups["text"].Value}", said == (row.Groups["fails"].Value == "true"), $"ours {said}");
        }

        var selectors = Function(Source(Rules + "template_test.go"), "TestValidateMatchSelector");
        foreach (Match row in Manifest().Matches(selectors)) Check("selector", Template(row.Groups["text"].Value.TrimStart()).Exists(static f => f.Rule == ChartRules.SelectorMissing) == (row.Groups["must"].Value == "Error"));
        foreach (Match row in Manifest().Matches(Function(Source(Rules + "template_test.go"), "TestValidateListAnnotations"))) Check("list annotations", Template(row.Groups["text"].Value).Exists(static f => f.Rule == ChartRules.ListPolicy) == (row.Groups["must"].Value == "Error"));
        foreach (Match row in Deprecation().Matches(Source(Rules + "deprecations_test.go")))
        {
            var said = Template($"apiVersion: {row.Groups["version"].Value}\nkind: {row.Groups["kind"].Value}\nmetadata:\n  name: a\n").Exists(static f => f.Rule == ChartRules.DeprecatedApi);
            Check($"{row.Groups["version"].Value} {row.Groups["kind"].Value}", said == row.Groups["version"].Value.Contains("beta", StringComparison.Ordinal));
        }
    }

    private void Table(string test, string table, bool fails, Rule[] rules, Func<string, string> line)
    {
        // Rows are strings, or structs whose first field is the value.
        foreach (Match row in TableRow().Matches(table[table.IndexOf('{', StringComparison.Ordinal)..].Replace("struct {\n", "", StringComparison.Ordinal)))
        {
            var value = Unquote(row.Groups["value"].Value);
            var said = Chart(line(value));
            Check($"{test} '{value}'", said.Exists(f => rules.Contains(f.Rule)) == fails, Said(said));
        }
    }

    private void ObjectNames()
    {
        foreach (Match row in NameRow().Matches(Function(Source(Rules + "template_test.go"), "TestValidateMetadataName")))
        {
            var (kind, name, fails) = (row.Groups["kind"].Value, row.Groups["name"].Value, row.Groups["fails"].Value == "true");
            Check($"{kind} '{name}'", Artifacts.Charts.Linting.ObjectNames.Fault(kind, name) is not null == fails);
        }
    }

    private static string Said(List<BuildDiagnostic> findings) => "ours: " + string.Join(" | ", findings.Select(static f => f.Rule.Id + " " + f.Message));

    private static List<BuildDiagnostic> Chart(string lines) => LintFiles([("Chart.yaml", "apiVersion: v2\nname: x\n" + lines + "\n"), ("values.yaml", ""), ("templates/_x.tpl", "")]);

    private static List<BuildDiagnostic> Template(string text) => LintFiles([("Chart.yaml", "apiVersion: v2\nname: x\nversion: 1.0.0\n"), ("values.yaml", ""), ("templates/x.yaml", text)]);

    private static List<BuildDiagnostic> LintFiles((string Path, string Text)[] files)
    {
        var findings = new List<BuildDiagnostic>();
        var chart = ChartLoader.Load([.. files.Select(static f => new ChartFile(f.Path, Encoding.UTF8.GetBytes(f.Text), f.Path))], "x", findings.Add);
        if (chart is not null) ChartLinter.Run(chart, chart, new LintScope(), findings.Add);
        return findings;
    }

    private static List<BuildDiagnostic> Lint(string folder)
    {
        var findings = new List<BuildDiagnostic>();
        ChartLinter.RunOnFolder(folder, findings.Add);
        var chart = ChartLoader.Load(ChartFolder.Read(ChartFolder.List(folder, folder, findings.Add), findings.Add), folder, findings.Add);
        if (chart is null) return findings;
        ChartLoader.Judge(chart, findings.Add);
        ChartLinter.Run(chart, chart, new LintScope(), findings.Add);
        return findings;
    }

    [GeneratedRegex("(?<name>\\w+)\\s*= \"(?<path>(rules/)?testdata/[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FolderConstant();

    [GeneratedRegex(@"(RunAll\(|ChartDir: )(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChartOf();

    [GeneratedRegex(@"ChartDir: \w+\}.*?\n\t\}\)", RegexOptions.Singleline, 1000)]
    private static partial Regex LinterPart();

    [GeneratedRegex("(ErrorContains\\(t, \\w+\\[\\d\\]\\.Err|Contains\\(msg\\.Err\\.Error\\(\\)), (?<text>\"(\\\\.|[^\"\\\\])*\")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expected();

    [GeneratedRegex("(?<=[{ ]|\\t\\{)(?<value>\"(\\\\.|[^\"\\\\])*\")(?=[,}])(, \"(\\\\.|[^\"\\\\])*\"\\})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableRow();

    [GeneratedRegex("\t\\{\"(?<name>[^\"]*)\", \"(?<email>[^\"]*)\"(, \"(?<error>[^\"]*)\")?\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Maintainer();

    [GeneratedRegex("(?<text>\"(\\\\.|[^\"\\\\])*\"):\\s*(?<fails>true|false)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Indent();

    [GeneratedRegex(@"manifest :?= `(?<text>[^`]*)`\s*(require|assert)\.(?<must>NoError|Error)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Manifest();

    [GeneratedRegex("APIVersion: \"(?<version>[^\"]*)\",\\s*Kind:\\s*\"(?<kind>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Deprecation();

    [GeneratedRegex("k8sYamlStruct\\{(Kind: \"(?<kind>[^\"]*)\", )?Metadata: k8sYamlMetadata\\{Name: \"(?<name>[^\"]*)\"\\}\\}, (?<fails>true|false)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameRow();
}
