using Legion.Build.Artifacts.Charts.Reading;

namespace Legion.Build.Artifacts.Charts.Index;

/// <summary>A version of a chart as an index.yaml lists it.</summary>
/// <param name="Metadata">What the package's Chart.yaml says.</param>
/// <param name="Urls">Where the package is, absolute or relative to the index; at least one.</param>
/// <param name="Digest">Lower-case hexadecimal SHA-256 of the package, without a prefix, as Helm writes it.</param>
/// <param name="Created">RFC 3339 time; the caller says it, an index has no clock.</param>
public sealed record ChartIndexEntry(ChartMetadata Metadata, IReadOnlyList<string> Urls, string Digest, string Created);
