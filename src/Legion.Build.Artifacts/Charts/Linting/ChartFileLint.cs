using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Checks of Chart.yaml.</summary>
internal sealed class ChartFileLint
{
    private static readonly string[] Fields =
    [
        "name", "home", "sources", "version", "description", "keywords", "maintainers", "icon", "apiVersion", "condition", "tags",
        "appVersion", "deprecated", "annotations", "kubeVersion", "dependencies", "type",
    ];

    private static readonly string[] DependencyFields = ["name", "version", "repository", "condition", "tags", "enabled", "import-values", "alias"];
    private static readonly string[] MaintainerFields = ["name", "email", "url"];
    private readonly ChartMetadata metadata;
    private readonly YamlMapping root;
    private readonly string path;
    private readonly LintScope scope;
    private readonly Action<BuildDiagnostic> report;

    private ChartFileLint(ChartContent chart, LintScope scope, Action<BuildDiagnostic> report)
    {
        (metadata, path, this.scope, this.report) = (chart.Metadata, chart.ChartYaml.Origin, scope, report);
        root = metadata.Root!;
    }

    /// <summary>Runs them.</summary>
    public static void Run(ChartContent chart, LintScope scope, Action<BuildDiagnostic> report)
    {
        var lint = new ChartFileLint(chart, scope, report);
        lint.Strict();
        lint.Name();
        lint.ApiVersion();
        lint.Version();
        lint.People();
        lint.Addresses();
        lint.Format(chart);
    }

    private void Strict()
    {
        DuplicateKeys.Report(root, path, report);
        Unknown(root, Fields);
        foreach (var node in Items("dependencies").OfType<YamlMapping>()) Unknown(node, DependencyFields);
        foreach (var node in Items("maintainers").OfType<YamlMapping>()) Unknown(node, MaintainerFields);
    }

    private IReadOnlyList<YamlNode> Items(string key) => root.Find(key)?.Value is YamlSequence list ? list.Items : [];

    private void Unknown(YamlMapping map, string[] known)
    {
        foreach (var entry in map.Entries)
        {
            // encoding/json takes keys in any case.
            if (entry.Key is not { } key || known.Contains(key, StringComparer.OrdinalIgnoreCase)) continue;
            var meant = Spelling.Nearest(key, known) is { } near ? $"; did you mean '{near}'?" : ".";
            report(ChartRules.UnknownField.At(new(path, entry.KeySpan), key, meant));
        }
    }

    private void Name()
    {
        var name = metadata.Name;
        if (name.Length == 0 && scope.Manifest is null) report(ChartRules.NameMissing.At(At("name"), "my-chart")); // with a manifest the name is judged against it
        if (name is "." or ".." || name.Contains('/')) report(ChartRules.NameInvalid.At(At("name"), name));
    }

    private void ApiVersion()
    {
        if (metadata.ApiVersion.Length == 0) report(ChartRules.ApiVersionMissing.At(At("apiVersion")));
        else if (metadata.ApiVersion is not ("v1" or "v2")) report(ChartRules.ApiVersionUnsupported.At(At("apiVersion"), metadata.ApiVersion));
    }

    private void Version()
    {
        if (!scope.IsStamped)
        {
            IsText("version", ChartRules.VersionType);
            IsText("appVersion", ChartRules.AppVersionType);
            if (metadata.Version.Length == 0) report(ChartRules.VersionMissing.At(At("version")));
            else if (!ChartVersion.TryParse(metadata.Version, out var version)) report(ChartRules.VersionInvalid.At(At("version"), metadata.Version));
            else if (version is { Major: 0, Minor: 0, Patch: 0, Prerelease: "0" }) report(ChartRules.VersionZero.At(At("version"), metadata.Version));
            if (!ChartVersion.TryParseStrict(metadata.Version, out _)) report(ChartRules.VersionNotStrict.At(At("version"), metadata.Version));
        }

        if (metadata.KubeVersion.Length > 0 && !VersionRange.TryParse(metadata.KubeVersion, out _)) report(ChartRules.KubeVersionInvalid.At(At("kubeVersion"), metadata.KubeVersion));
    }

    private void IsText(string key, Rule rule)
    {
        if (root.Find(key)?.Value is not { } node) return;
        var kind = node is YamlScalar scalar ? GoScalar.KindOf(GoScalar.Resolve(scalar)) : node is YamlMapping ? "map[string]interface {}" : "[]interface {}";
        if (kind != "string") report(rule.At(At(key), kind));
    }

    private void People()
    {
        foreach (var m in metadata.Maintainers)
        {
            var at = new SourceLocation(path, m.Span);
            if (m.IsEmpty) report(ChartRules.MaintainerEmpty.At(at));
            else if (m.Name.Length == 0) report(ChartRules.MaintainerName.At(at));
            else if (m.Email.Length > 0 && !UrlForms.IsEmail(m.Email)) report(ChartRules.MaintainerEmail.At(at, m.Email, m.Name));
            else if (m.Url.Length > 0 && !UrlForms.IsUrl(m.Url)) report(ChartRules.MaintainerUrl.At(at, m.Url, m.Name));
        }
    }

    private void Addresses()
    {
        var nodes = Items("sources");
        for (var i = 0; i < metadata.Sources.Count; i++)
        {
            if (!UrlForms.IsRequestUrl(metadata.Sources[i])) report(ChartRules.SourceUrl.At(new(path, i < nodes.Count ? nodes[i].Span : default), metadata.Sources[i]));
        }

        if (metadata.Icon.Length == 0) report(ChartRules.IconMissing.At(At("icon")));
        else if (!UrlForms.IsRequestUrl(metadata.Icon)) report(ChartRules.IconUrl.At(At("icon"), metadata.Icon));
    }

    private void Format(ChartContent chart)
    {
        if (metadata.Type.Length > 0 && metadata.ApiVersion != "v2") report(ChartRules.TypeInV1.At(At("type"), metadata.ApiVersion));
        else if (metadata.Type is not ("" or "application" or "library")) report(ChartRules.TypeInvalid.At(At("type"), metadata.Type));
        if (root.Find("dependencies")?.Value is YamlSequence { Items.Count: > 0 } && metadata.ApiVersion != "v2") report(ChartRules.DependenciesInV1.At(At("dependencies"), metadata.ApiVersion));
        if (metadata.Type != "library") return;
        foreach (var template in chart.Templates)
        {
            var name = template.Path[(template.Path.LastIndexOf('/') + 1)..];
            if (!name.StartsWith('_') && name != "NOTES.txt") report(ChartRules.LibraryRenders.At(SourceLocation.File(template.Origin), template.Path));
        }
    }

    private SourceLocation At(string key) => new(path, root.Find(key) is { } entry ? (entry.Value.Span.Length > 0 ? entry.Value.Span : entry.KeySpan) : default);
}
