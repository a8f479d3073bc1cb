namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>A version in an existing index.</summary>
/// <param name="Version">As written; empty when there is none.</param>
/// <param name="Digest">SHA-256 without a prefix; empty when there is none.</param>
/// <param name="Urls">Where the package is.</param>
public sealed record ListedVersion(string Version, string Digest, IReadOnlyList<string> Urls)
{
    /// <summary>First byte of the entry in the index.</summary>
    internal int Start { get; init; }

    /// <summary>Byte after the entry.</summary>
    internal int End { get; init; }

    /// <summary>One-based line of the entry.</summary>
    internal int Line { get; init; }
}
