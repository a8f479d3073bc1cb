namespace Legion.Build.Artifacts.Python.Comparing;

/// <summary>One thing two wheels of a package do not have in common.</summary>
/// <param name="What">What differs, as a clause.</param>
/// <param name="Explanation">Why that is as it should be; null: nobody knows, so the wheels are not equal.</param>
internal sealed record WheelDifference(string What, string? Explanation)
{
    /// <inheritdoc/>
    public override string ToString() => Explanation is null ? What : $"{What} ({Explanation})";
}
