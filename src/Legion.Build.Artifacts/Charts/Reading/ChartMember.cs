using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A file that belongs to a chart, before it is read.</summary>
/// <param name="Path">Relative to the chart's root, with forward slashes.</param>
/// <param name="FullPath">Absolute path as it was met, through links.</param>
/// <param name="RealPath">Absolute path of what a link leads to; the same as <paramref name="FullPath"/> without links.</param>
/// <param name="Stamp">What the file system says of the real file.</param>
internal readonly record struct ChartMember(string Path, string FullPath, string RealPath, FileStamp Stamp);
