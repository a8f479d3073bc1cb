namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>A publish that a <see cref="Subject"/> does: what a platform has built, to some place.</summary>
/// <param name="Root">The platform's folder; its artifacts are there already.</param>
/// <param name="Manifest">The manifest's text.</param>
/// <param name="Version">The version, on channel <c>release</c>.</param>
/// <param name="Variables">The environment; addresses of the place.</param>
/// <param name="Rehearsal">The folder to rehearse in; null: no rehearsal.</param>
internal sealed record SubjectJob(string Root, string Manifest, string Version, Dictionary<string, string> Variables, string? Rehearsal = null)
{
    /// <summary>Milliseconds before it begins.</summary>
    public double Wait { get; init; }
}
