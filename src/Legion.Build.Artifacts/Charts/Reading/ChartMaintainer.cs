using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A maintainer of a chart.</summary>
/// <param name="Name">Name of a person or an organisation.</param>
/// <param name="Email">Mail address; empty when there is none.</param>
/// <param name="Url">Home page; empty when there is none.</param>
public sealed record ChartMaintainer(string Name, string Email, string Url)
{
    /// <summary>Where it stands.</summary>
    internal SourceSpan Span { get; init; }

    /// <summary>True for an entry without any content.</summary>
    internal bool IsEmpty { get; init; }
}
