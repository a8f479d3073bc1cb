namespace Legion.Build.Manifest.Model;

/// <summary>The protocol a repository speaks.</summary>
public enum RepositoryType
{
    /// <summary><c>oci</c>: an OCI distribution registry, for images and charts.</summary>
    Oci,

    /// <summary><c>helm-git</c>: a git repository with chart packages and an index.yaml.</summary>
    HelmGit,

    /// <summary><c>helm-http</c>: a Helm repository that takes uploads over HTTP, as Nexus and ChartMuseum do.</summary>
    HelmHttp,

    /// <summary><c>pypi</c>: PyPI's upload API and simple index.</summary>
    Pypi,

    /// <summary><c>directory</c>: a folder shaped as the real repository of the artifact's kind.</summary>
    Directory,
}
