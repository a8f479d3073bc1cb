namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>How a <see cref="Subject"/> ended.</summary>
/// <param name="ExitCode">Zero: all was published; 137: killed.</param>
/// <param name="Took">Milliseconds of each publish that came to its end, by its number: the first ones', then the next ones'.</param>
/// <param name="Output">What it said.</param>
internal sealed record SubjectEnd(int ExitCode, IReadOnlyDictionary<int, double> Took, string Output)
{
    /// <summary>Whether SIGKILL ended it.</summary>
    public bool IsKilled => ExitCode == 137;
}
