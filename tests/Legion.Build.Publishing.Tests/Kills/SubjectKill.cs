namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>When a <see cref="Subject"/> is killed in its last publish.</summary>
/// <param name="AtLine">After this many lines of the journal; zero: not there.</param>
/// <param name="After">After this many milliseconds; zero: not then.</param>
/// <param name="WithChildren">The programs it started go with it, as when a container is stopped; otherwise they go on without it.</param>
internal sealed record SubjectKill(int AtLine = 0, double After = 0, bool WithChildren = false);
