namespace Legion.Build.Artifacts.Charts.Provenance;

/// <summary>Which gpg, and where it keeps its keys.</summary>
public sealed record GpgOptions
{
    /// <summary>The program: a name on PATH or an absolute path.</summary>
    public string Path { get; init; } = "gpg";

    /// <summary>Absolute path of gpg's home; null: its own choice.</summary>
    public string? Home { get; init; }

    /// <summary>Absolute path of a keyring to verify by; null: the home's own.</summary>
    public string? Keyring { get; init; }
}
