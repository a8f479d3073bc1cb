namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>A program to run for an engine.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Arguments">Its arguments; never a secret.</param>
/// <param name="Artifact">The image it works for; null: several.</param>
internal sealed record EngineCommand(string Program, IEnumerable<string> Arguments, string? Artifact)
{
    /// <summary>Variables set for it, over those it inherits.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>True for a question about the engine, whose answer is no progress.</summary>
    public bool IsQuestion { get; init; }

    /// <summary>Tells the image a line of output is of, where it works for several; null: every line is of all of them.</summary>
    public Func<string, string?>? ArtifactOf { get; init; }
}
