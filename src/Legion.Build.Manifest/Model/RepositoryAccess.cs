namespace Legion.Build.Manifest.Model;

/// <summary>Who can reach a repository.</summary>
public enum RepositoryAccess
{
    /// <summary><c>public</c>: the internet.</summary>
    Public,

    /// <summary><c>internal</c>: only the CI network.</summary>
    Internal,
}
