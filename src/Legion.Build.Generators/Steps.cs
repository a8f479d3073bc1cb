namespace Legion.Build.Generators;

/// <summary>The names of the pipeline's steps, for tests of what was made again and why.</summary>
internal static class Steps
{
    /// <summary>The project's properties.</summary>
    public const string Options = nameof(Options);

    /// <summary>The manifests' texts.</summary>
    public const string Texts = nameof(Texts);

    /// <summary>The manifests' meanings.</summary>
    public const string Manifests = nameof(Manifests);

    /// <summary>What each generated file says.</summary>
    public const string Files = nameof(Files);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Options, Texts, Manifests, Files];
}
