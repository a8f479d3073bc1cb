using System.Globalization;

using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <summary>All that can be wrong with charts: <c>LEGION200</c> to <c>LEGION299</c>.</summary>
public static partial class ChartRules
{
    /// <summary>Every rule, by id.</summary>
    public static IReadOnlyList<Rule> All =>
    [
        FolderMissing, ChartFileMissing, NameMissing, NameDiffers, UnresolvedPlaceholder, ImageNotBuilt, RepositoryAmbiguous, YamlSyntax,
        FileTooLarge, ChartTooLarge, LinkLeavesRoot, IrregularFile, IgnoreDoubleStar, IgnoreMalformed, IgnoreNegation, IgnoreNeverMatches,
        ArchiveInvalid, NoSubchart, PackagingFailed, ValueBlocked, SubchartMissing, NotUtf8, ValueUnused, ApiVersionUnsupported,
        MetadataInvalid, FileChanged, ChartFileIsFolder, UnknownField, NameInvalid, ApiVersionMissing, VersionType, VersionMissing,
        VersionInvalid, VersionZero, AppVersionType, MaintainerEmpty, MaintainerName, MaintainerEmail, MaintainerUrl, SourceUrl,
        IconMissing, IconUrl, TypeInV1, DependenciesInV1, VersionNotStrict, TypeInvalid, ValuesMissing, ValuesSchema, SchemaInvalid,
        TemplatesMissing, TemplatesNotFolder, TemplateExtension, TemplateSyntax, TemplateIndent, TemplateYaml, ObjectName, DeprecatedApi,
        SelectorMissing, ListPolicy, DependencyUndeclared, DependencyTwice, DependencyAbsent, DependencyAlias, CrdsNotFolder, CrdYaml,
        CrdApiVersion, CrdKind, DuplicateKey, ValueNotDefined, ForeignImage, AppVersionNoTag, ImageUndeclared, DependencyVersion,
        KubeVersionInvalid, LibraryRenders, HelmLint, LockOutOfSync, DependencyUnresolved, DependencyFetch, DependencyDigest,
        DependencyRepository, DependencyName, GpgMissing, SigningFailed, SignatureMissing, SignatureWrong, IndexUnreadable, IndexConflict,
        IndexInvalidVersion, IndexEntryBroken, HelmLintError,
    ];

    private static Rule Error(int number, string title, string message, string description) => Make(number, RuleSeverity.Error, title, message, description);

    private static Rule Warning(int number, string title, string message, string description) => Make(number, RuleSeverity.Warning, title, message, description);

    private static Rule Info(int number, string title, string message, string description) => Make(number, RuleSeverity.Info, title, message, description);

    private static Rule Make(int number, RuleSeverity severity, string title, string message, string description) =>
        new("LEGION" + number.ToString(CultureInfo.InvariantCulture), "Charts", severity, title, message, description);
}
