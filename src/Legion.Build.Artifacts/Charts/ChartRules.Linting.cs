using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <content>Rules of linting: 230 to 279.</content>
public static partial class ChartRules
{
    /// <summary>Chart.yaml is a folder.</summary>
    public static readonly Rule ChartFileIsFolder = Error(
        230,
        "Chart.yaml is a folder",
        "Chart.yaml should be a file, not a directory; rename the folder and write the chart's metadata into a file of that name.",
        "Helm's lint: \"should be a file, not a directory\".");

    /// <summary>Chart.yaml has an unknown field.</summary>
    public static readonly Rule UnknownField = Warning(
        231,
        "Chart.yaml has an unknown field",
        "Unknown field '{0}'{1} Helm ignores it: correct it, remove it, or move it below 'annotations'.",
        "Helm's strict reading of Chart.yaml fails on fields it does not know: mostly a misspelt one. Custom facts belong below 'annotations'.");

    /// <summary>A chart name is invalid.</summary>
    public static readonly Rule NameInvalid = Error(
        232,
        "A chart name is invalid",
        "Chart name '{0}' is invalid: it must be one path segment; write a name without '/', such as 'my-chart', and the same one in distributions.yaml.",
        "The name becomes a folder in the package; a slash in it, '.' and '..' would lead out of it.");

    /// <summary>Chart.yaml has no apiVersion.</summary>
    public static readonly Rule ApiVersionMissing = Warning(
        233,
        "Chart.yaml has no apiVersion",
        "apiVersion is required. The value must be either 'v1' or 'v2'; write 'apiVersion: v2'.",
        "Without it Helm takes the chart for one of Helm 2, which had none, and still loads and packages it. Helm's lint calls it an error; here it is a warning, so that charts of Helm 2 can be packaged as they are.");

    /// <summary>version is no text.</summary>
    public static readonly Rule VersionType = Error(
        234,
        "version is no text",
        "version should be of type string but it's {0}. Put it in quotes.",
        "1.10 without quotes is the number 1.1.");

    /// <summary>Chart.yaml has no version.</summary>
    public static readonly Rule VersionMissing = Error(
        235,
        "Chart.yaml has no version",
        "version is required; write 'version: 0.0.0': the build stamps its own version over it in the package.",
        "Every chart has a SemVer 2 version.");

    /// <summary>A chart version is no SemVer.</summary>
    public static readonly Rule VersionInvalid = Error(
        236,
        "A chart version is no SemVer",
        "version '{0}' is not a valid SemVer; write three numbers, such as 'version: 0.0.0': the build stamps its own over it in the package.",
        "Helm reads versions by SemVer 2 and sorts, resolves and names packages by them.");

    /// <summary>A chart version is zero.</summary>
    public static readonly Rule VersionZero = Error(
        237,
        "A chart version is zero",
        "version '{0}' is not greater than 0.0.0-0; write 'version: 0.0.0' or a higher one.",
        "Helm's lint wants a version above the lowest possible one.");

    /// <summary>appVersion is no text.</summary>
    public static readonly Rule AppVersionType = Error(
        238,
        "appVersion is no text",
        "appVersion should be of type string but it's {0}. Put it in quotes.",
        "1.10 without quotes is the number 1.1, and 1e5 a large one: the image tag made of it would not exist.");

    /// <summary>A maintainer is empty.</summary>
    public static readonly Rule MaintainerEmpty = Error(
        239,
        "A maintainer is empty",
        "A maintainer entry is empty. Give it a name or remove it.",
        "Every entry of 'maintainers' is a map with at least a name.");

    /// <summary>A maintainer has no name.</summary>
    public static readonly Rule MaintainerName = Error(
        240,
        "A maintainer has no name",
        "Each maintainer requires a name; add 'name: …' to the entry, or remove the entry.",
        "Every entry of 'maintainers' is a map with at least a name.");

    /// <summary>A maintainer has an invalid mail address.</summary>
    public static readonly Rule MaintainerEmail = Error(
        241,
        "A maintainer has an invalid mail address",
        "Invalid email '{0}' for maintainer '{1}'; write it as name@example.org, or leave 'email' out.",
        "Helm's lint checks the address's form.");

    /// <summary>A maintainer has an invalid URL.</summary>
    public static readonly Rule MaintainerUrl = Error(
        242,
        "A maintainer has an invalid URL",
        "Invalid url '{0}' for maintainer '{1}'; write an absolute one, such as https://example.org, or leave 'url' out.",
        "Helm's lint checks the URL's form.");

    /// <summary>A source is no URL.</summary>
    public static readonly Rule SourceUrl = Error(
        243,
        "A source is no URL",
        "Invalid source URL '{0}'. Write an absolute URL, such as https://example.org/sources.",
        "'sources' are absolute URLs of the chart's source code.");

    /// <summary>A chart has no icon.</summary>
    public static readonly Rule IconMissing = Info(
        244,
        "A chart has no icon",
        "icon is recommended; write 'icon: https://…/icon.svg', the absolute URL of an SVG or PNG.",
        "Catalogues show the icon; 'icon' is an absolute URL of an SVG or PNG.");

    /// <summary>An icon is no URL.</summary>
    public static readonly Rule IconUrl = Error(
        245,
        "An icon is no URL",
        "Invalid icon URL '{0}'. Write an absolute URL, such as https://example.org/icon.svg.",
        "'icon' is an absolute URL.");

    /// <summary>A Helm 2 chart has a type.</summary>
    public static readonly Rule TypeInV1 = Error(
        246,
        "A Helm 2 chart has a type",
        "Chart type is not valid in apiVersion '{0}'. It is valid in apiVersion 'v2': write 'apiVersion: v2', or remove 'type'.",
        "'type' came with apiVersion v2; Helm 2 charts have none.");

    /// <summary>A Helm 2 chart has dependencies in Chart.yaml.</summary>
    public static readonly Rule DependenciesInV1 = Error(
        247,
        "A Helm 2 chart has dependencies in Chart.yaml",
        "Dependencies are not valid in the Chart file with apiVersion '{0}'. They are valid in apiVersion 'v2': write 'apiVersion: v2', or move them to requirements.yaml.",
        "Helm drops them from the package of a v1 chart, so the chart would lose its dependencies.");

    /// <summary>A chart version is no strict SemVer 2.</summary>
    public static readonly Rule VersionNotStrict = Warning(
        248,
        "A chart version is no strict SemVer 2",
        "version '{0}' is not a valid SemVerV2; write three numbers without a 'v', such as 1.2.0.",
        "1.2 and v1.2.3 are read, but registries and OCI tags want three numbers without a 'v'.");

    /// <summary>A chart type is unknown.</summary>
    public static readonly Rule TypeInvalid = Error(
        249,
        "A chart type is unknown",
        "type '{0}' must be application or library; correct it, or remove 'type', which means application.",
        "Helm knows 'application' and 'library'.");

    /// <summary>A chart has no values.yaml.</summary>
    public static readonly Rule ValuesMissing = Info(
        250,
        "A chart has no values.yaml",
        "values.yaml does not exist; add one that shows what may be set, an empty one when nothing may.",
        "Without it a user cannot see what may be set.");

    /// <summary>values.yaml does not satisfy values.schema.json.</summary>
    public static readonly Rule ValuesSchema = Error(
        251,
        "values.yaml does not satisfy values.schema.json",
        "At '{0}': {1} (values.schema.json{2}). Correct the default in values.yaml, or the schema.",
        "Helm validates values by the schema before it renders; defaults that fail it make the chart uninstallable.");

    /// <summary>values.schema.json is no JSON.</summary>
    public static readonly Rule SchemaInvalid = Error(
        252,
        "values.schema.json is no JSON",
        "values.schema.json is no JSON: {0}. Correct it there, or remove the file.",
        "Helm refuses to package a chart with a schema it cannot read.");

    /// <summary>A chart has no templates.</summary>
    public static readonly Rule TemplatesMissing = Warning(
        253,
        "A chart has no templates",
        "templates/ does not exist; add the templates of what the chart installs, or write 'type: library' for a chart that only defines.",
        "An application chart without templates installs nothing. A library chart, or one that only has crds/ or subcharts, may have none.");

    /// <summary>templates is no folder.</summary>
    public static readonly Rule TemplatesNotFolder = Error(
        254,
        "templates is no folder",
        "templates is not a directory; rename the file, and put templates into a folder of that name.",
        "Templates stand in the folder templates/.");

    /// <summary>A template has another extension.</summary>
    public static readonly Rule TemplateExtension = Error(
        255,
        "A template has another extension",
        "File extension '{0}' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt. Rename the file; one that templates only read with .Files belongs outside of templates/.",
        "Helm's lint refuses files in templates/ that are neither manifests, partials nor notes.");

    /// <summary>A template is malformed.</summary>
    public static readonly Rule TemplateSyntax = Error(
        256,
        "A template is malformed",
        "{0}",
        "The actions of a template must be closed, blocks must have their 'end', and strings their quotes; otherwise Helm cannot parse the chart at all.");

    /// <summary>A document begins with an indent.</summary>
    public static readonly Rule TemplateIndent = Warning(
        257,
        "A document begins with an indent",
        "Document starts with an illegal indent, which may cause parsing problems; begin its first key in the first column.",
        "Indentation before the first key depends on how the text is trimmed before it is parsed.");

    /// <summary>A template without actions is no YAML.</summary>
    public static readonly Rule TemplateYaml = Error(
        258,
        "A template without actions is no YAML",
        "Unable to parse YAML: {0}. Without template actions it is applied as it stands: correct it, or name it .tpl or .txt if it is no manifest.",
        "A file in templates/ without template actions is rendered as it is, so it must be YAML.");

    /// <summary>An object has an invalid name.</summary>
    public static readonly Rule ObjectName = Warning(
        259,
        "An object has an invalid name",
        "Object name '{0}' does not conform to Kubernetes naming requirements: {1}. Rename it.",
        "Most kinds take DNS subdomains (lower case, digits, '-' and '.'), a Service a DNS label that begins with a letter, RBAC kinds any path segment.");

    /// <summary>An API version is deprecated.</summary>
    public static readonly Rule DeprecatedApi = Warning(
        260,
        "An API version is deprecated",
        "{0} is deprecated{1}. Move the object to the version that replaces it, before clusters no longer take it.",
        "Kubernetes removes deprecated APIs; a chart that uses one stops installing.");

    /// <summary>A workload has no selector.</summary>
    public static readonly Rule SelectorMissing = Error(
        261,
        "A workload has no selector",
        "A {0} must contain matchLabels or matchExpressions, and {1} does not. Add 'spec.selector.matchLabels' with labels that its pods carry.",
        "apps/v1 requires a selector; without one the API server refuses the object.");

    /// <summary>A resource policy inside a List is ignored.</summary>
    public static readonly Rule ListPolicy = Error(
        262,
        "A resource policy inside a List is ignored",
        "Annotation 'helm.sh/resource-policy' within List objects are ignored. Write the objects as documents of their own.",
        "Helm reads the annotation of top-level objects alone.");

    /// <summary>A subchart is not declared.</summary>
    public static readonly Rule DependencyUndeclared = Error(
        263,
        "A subchart is not declared",
        "Chart metadata is missing these dependencies: {0}. List each under 'dependencies' in Chart.yaml with name and version, or remove it from charts/.",
        "Every chart in charts/ must be listed in 'dependencies' of Chart.yaml (requirements.yaml for v1).");

    /// <summary>Two dependencies share a name.</summary>
    public static readonly Rule DependencyTwice = Error(
        264,
        "Two dependencies share a name",
        "More than one dependency with name or alias '{0}'. Give one of them an 'alias'.",
        "Values of a subchart are keyed by its name or alias; two equal ones cannot be told apart.");

    /// <summary>A dependency is not in charts/.</summary>
    public static readonly Rule DependencyAbsent = Warning(
        265,
        "A dependency is not in charts/",
        "Chart directory is missing these dependencies: {0}. Give each a 'repository' it can be fetched from, put it into charts/, or remove it from 'dependencies'.",
        "A package without its dependencies cannot be installed. The build fetches them when 'repository' says where from.");

    /// <summary>An alias has disallowed characters.</summary>
    public static readonly Rule DependencyAlias = Error(
        266,
        "An alias has disallowed characters",
        "Dependency '{0}' has disallowed characters in the alias '{1}': write it with letters, digits, '_' and '-' alone.",
        "The alias becomes a key of the values and a folder name.");

    /// <summary>crds is no folder.</summary>
    public static readonly Rule CrdsNotFolder = Error(
        267,
        "crds is no folder",
        "crds is not a directory; rename the file, and put custom resource definitions into a folder of that name.",
        "Custom resource definitions stand in the folder crds/.");

    /// <summary>A file in crds/ is no YAML.</summary>
    public static readonly Rule CrdYaml = Error(
        268,
        "A file in crds/ is no YAML",
        "Unable to parse YAML: {0}. Files in crds/ are applied as they stand: correct it, or move one with template actions to templates/.",
        "Files in crds/ are not templated; they must be YAML as they are.");

    /// <summary>A file in crds/ has another apiVersion.</summary>
    public static readonly Rule CrdApiVersion = Error(
        269,
        "A file in crds/ has another apiVersion",
        "apiVersion is not in 'apiextensions.k8s.io'; write 'apiVersion: apiextensions.k8s.io/v1', or move the object to templates/.",
        "Only CustomResourceDefinitions belong into crds/.");

    /// <summary>A file in crds/ is of another kind.</summary>
    public static readonly Rule CrdKind = Error(
        270,
        "A file in crds/ is of another kind",
        "Object kind is not 'CustomResourceDefinition'; move the object to templates/.",
        "Helm installs crds/ before everything else and never upgrades it; other objects belong into templates/.");

    /// <summary>A key is written twice.</summary>
    public static readonly Rule DuplicateKey = Warning(
        271,
        "A key is written twice",
        "The key '{0}' is written twice; the first one stands on line {1}. Helm keeps the last and says nothing: remove one of the two.",
        "One of the two values is silently lost. Remove one.");

    /// <summary>A template reads a value that values.yaml does not define.</summary>
    public static readonly Rule ValueNotDefined = Warning(
        272,
        "A template reads a value that values.yaml does not define",
        "'.Values.{0}' is not in values.yaml{1}. Define it, or guard it with 'default' or 'if'.",
        "An undefined value renders as nothing, and one below an undefined parent fails with a nil pointer. Values that are tested by if, with, default, required, hasKey, dig, coalesce or empty count as optional.");

    /// <summary>A chart deploys an image the manifest does not build.</summary>
    public static readonly Rule ForeignImage = Warning(
        273,
        "A chart deploys an image the manifest does not build",
        "'{0}' is no image of distributions.yaml{1} Declare it under 'images', or name an image made elsewhere by its whole reference, with its registry (docker.io/library/redis:8).",
        "A chart that asks for an image nobody built waits for it forever. An image of this product must be in 'images' of the manifest.");

    /// <summary>appVersion is no tag of any image.</summary>
    public static readonly Rule AppVersionNoTag = Warning(
        274,
        "appVersion is no tag of any image",
        "appVersion '{0}' is used as an image tag, but the images are tagged '{1}'. Use ${{image:NAME}} or 'replace \"+\" \"_\"'.",
        "An OCI tag cannot hold a '+', so images carry '_' in its place; a template that takes .Chart.AppVersion as the tag asks for one that does not exist.");

    /// <summary>A chart pins an image it does not list.</summary>
    public static readonly Rule ImageUndeclared = Warning(
        275,
        "A chart pins an image it does not list",
        "The chart pins '{0}' but does not list it under 'images' in distributions.yaml. Add it there.",
        "'images' of a chart says what must be published before it.");

    /// <summary>A dependency has an invalid version range.</summary>
    public static readonly Rule DependencyVersion = Error(
        276,
        "A dependency has an invalid version range",
        "Dependency '{0}' has an invalid version/constraint format: '{1}'. Write a version or a range, such as 1.2.3, ^1.2.0, ~1.2 or '>=1.0.0 <2.0.0'.",
        "Ranges are those of Masterminds/semver: ^1.2.0, ~1.2, >=1.0.0 <2.0.0, 1.x, *.");

    /// <summary>kubeVersion is no version range.</summary>
    public static readonly Rule KubeVersionInvalid = Error(
        277,
        "kubeVersion is no version range",
        "kubeVersion '{0}' is no version range; write one such as '>=1.29.0-0', or remove it.",
        "Helm compares it with the cluster's version when it installs; one it cannot read makes the chart uninstallable.");

    /// <summary>A library chart has templates that render.</summary>
    public static readonly Rule LibraryRenders = Info(
        278,
        "A library chart has templates that render",
        "'{0}' does not begin with an underscore: a library chart renders nothing, so the file has no effect. Name it '_…' if it only defines, or write 'type: application'.",
        "Library charts only define; Helm skips their rendering files.");

    /// <summary>helm lint says.</summary>
    public static readonly Rule HelmLint = Warning(
        279,
        "helm lint warns",
        "helm lint: {0}",
        "The real helm was asked (LegionHelmLint=true) and warns of this; or there is none to ask.");

    /// <summary>What the real helm calls an error.</summary>
    public static readonly Rule HelmLintError = Error(
        294,
        "helm lint fails",
        "helm lint: {0}",
        "The real helm was asked (LegionHelmLint=true) and calls this an error; the package is not written, an earlier one stays.");
}
