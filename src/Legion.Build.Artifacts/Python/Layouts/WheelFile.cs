namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>A file of a wheel.</summary>
/// <param name="Path">In the wheel.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record WheelFile(string Path, SourceFile Source)
{
    /// <summary>True when its owner may run it.</summary>
    public bool IsExecutable { get; init; } = Source.IsExecutable;
}
