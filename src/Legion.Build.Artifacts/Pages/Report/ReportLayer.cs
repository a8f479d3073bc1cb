namespace Legion.Build.Artifacts.Pages.Report;

/// <summary>A layer with its share.</summary>
/// <param name="ShortDigest">The digest's beginning.</param>
/// <param name="Size">Compressed bytes, as people read them.</param>
/// <param name="Percent">Of the largest image's size: the bar's length.</param>
/// <param name="CreatedBy">The instruction that made it.</param>
public sealed record ReportLayer(string ShortDigest, string Size, string Percent, string CreatedBy);
