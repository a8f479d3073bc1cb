namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Where a COPY copies from.</summary>
/// <param name="Tree">The file system.</param>
/// <param name="Name">How messages call it; null: the build context.</param>
internal sealed record CopySource(ImageTree Tree, string? Name);
