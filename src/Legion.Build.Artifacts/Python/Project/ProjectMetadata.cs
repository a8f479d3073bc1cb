using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python.Project;

/// <summary>The <c>[project]</c> table (PEP 621 with PEP 639), checked.</summary>
internal sealed record ProjectMetadata
{
    /// <summary>The name as written.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public SourceSpan NameSpan { get; init; }

    /// <summary>The version as written; null: it is dynamic.</summary>
    public string? Version { get; init; }

    /// <summary>Where the version stands; of a dynamic one: its entry in <c>dynamic</c>.</summary>
    public SourceSpan VersionSpan { get; init; }

    /// <summary>The fields a backend is to fill in.</summary>
    public IReadOnlyList<string> Dynamic { get; init; } = [];

    /// <summary>Keys this build does not know.</summary>
    public IReadOnlyList<string> UnknownKeys { get; init; } = [];

    /// <summary>One line.</summary>
    public string? Description { get; init; }

    /// <summary>The long description.</summary>
    public Readme? Readme { get; init; }

    /// <summary>Where the readme is named.</summary>
    public SourceSpan ReadmeSpan { get; init; }

    /// <summary>Version specifiers of Python.</summary>
    public string? RequiresPython { get; init; }

    /// <summary>The SPDX expression (PEP 639).</summary>
    public string? LicenseExpression { get; init; }

    /// <summary>Where the license is given.</summary>
    public SourceSpan LicenseSpan { get; init; }

    /// <summary>The text of <c>license = { text = … }</c>.</summary>
    public string? LicenseText { get; init; }

    /// <summary>The file of <c>license = { file = … }</c>.</summary>
    public string? LicenseFile { get; init; }

    /// <summary>The globs of <c>license-files</c>; null: the backend's own defaults.</summary>
    public IReadOnlyList<string>? LicenseFiles { get; init; }

    /// <summary>The authors.</summary>
    public IReadOnlyList<Person> Authors { get; init; } = [];

    /// <summary>The maintainers.</summary>
    public IReadOnlyList<Person> Maintainers { get; init; } = [];

    /// <summary>Keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Trove classifiers.</summary>
    public IReadOnlyList<string> Classifiers { get; init; } = [];

    /// <summary>Labelled links in writing order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Urls { get; init; } = [];

    /// <summary>Scripts and plug-ins.</summary>
    public IReadOnlyList<EntryPoint> EntryPoints { get; init; } = [];

    /// <summary>What it needs.</summary>
    public IReadOnlyList<DeclaredRequirement> Dependencies { get; init; } = [];

    /// <summary>What it can use.</summary>
    public IReadOnlyList<Extra> Extras { get; init; } = [];

    /// <summary>True when a classifier says that no public index may have it.</summary>
    public bool IsPrivate => Classifiers.Any(static c => c.StartsWith("Private ::", StringComparison.Ordinal));
}
