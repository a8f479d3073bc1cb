using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Options;

/// <summary>What the project says about its constants, as MSBuild wrote it; null where it says nothing.</summary>
/// <param name="Namespace"><c>LegionNamespace</c>.</param>
/// <param name="ClassName"><c>LegionClassName</c>.</param>
/// <param name="Visibility"><c>LegionVisibility</c>.</param>
/// <param name="Channel"><c>LegionChannel</c>.</param>
/// <param name="Version"><c>LegionVersion</c>: the project's <c>Version</c>.</param>
/// <param name="ProjectPath">The project, where findings about properties stand.</param>
internal sealed record GeneratorOptions(string? Namespace, string? ClassName, string? Visibility, string? Channel, string? Version, string? ProjectPath = null)
{
    /// <summary>The metadata that marks an additional file as a manifest.</summary>
    public const string ManifestMetadata = "build_metadata.AdditionalFiles.LegionManifest";

    /// <summary>True when the build reports the manifest's mistakes itself, so that the compiler need not repeat them.</summary>
    public static bool IsCheckedElsewhere(AnalyzerConfigOptions options) =>
        string.Equals(Property(options, "LegionManifestIsChecked"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the properties that the SDK makes visible to the compiler.</summary>
    public static GeneratorOptions From(AnalyzerConfigOptions options) => new(
        Property(options, "LegionNamespace"),
        Property(options, "LegionClassName"),
        Property(options, "LegionVisibility"),
        Property(options, "LegionChannel"),
        Property(options, "LegionVersion"),
        Property(options, "MSBuildProjectFullPath"));

    /// <summary>True when the options are those of a manifest.</summary>
    public static bool IsManifest(AnalyzerConfigOptions options) =>
        options.TryGetValue(ManifestMetadata, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;
}
