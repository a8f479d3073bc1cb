namespace Legion.Build.Publishing.Repositories.HelmGit;

/// <summary>A branch as it was when it was last asked.</summary>
/// <param name="Branch">Its name.</param>
/// <param name="Commit">Its commit; null when the repository has no such branch yet.</param>
internal sealed record GitBase(string Branch, string? Commit);
