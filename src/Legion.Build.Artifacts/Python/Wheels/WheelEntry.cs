namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>A file as it goes into an archive.</summary>
/// <param name="Path">In the archive, with forward slashes.</param>
/// <param name="Content">The bytes.</param>
/// <param name="IsExecutable">True for 0755, false for 0644.</param>
internal sealed record WheelEntry(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable = false)
{
    /// <summary>The content's lower-case hexadecimal SHA-256, where it is known already; null: not yet.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The content as a zip entry holds it, where somebody else may make that ahead; null: by whoever needs it.</summary>
    public Lazy<ZipContent>? Zipped { get; init; }
}
