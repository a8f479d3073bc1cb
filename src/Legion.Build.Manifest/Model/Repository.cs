namespace Legion.Build.Manifest.Model;

/// <summary>A place artifacts are published to.</summary>
/// <param name="Name">As written in the manifest, such as <c>docker-hub</c>.</param>
/// <param name="Type">The protocol it speaks.</param>
/// <param name="Push">Where publishing writes.</param>
/// <param name="Pull">Where users read: what constants, charts and docs carry.</param>
public sealed record Repository(string Name, RepositoryType Type, string Push, string Pull)
{
    /// <summary>Where a <c>pypi</c> repository is read: its PEP 503 simple index. Null: none is declared.</summary>
    public string? Index { get; init; }

    /// <summary>Who can reach it.</summary>
    public RepositoryAccess Access { get; init; }

    /// <summary>What the place is for.</summary>
    public string? Description { get; init; }

    /// <summary>True when plain HTTP is said explicitly; without it only https is spoken to a host that is not loopback.</summary>
    public bool Insecure { get; init; }

    /// <summary>PEM file with the private certificate authority, relative to the manifest.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Branch of a <c>helm-git</c> repository; null: its default branch.</summary>
    public string? Branch { get; init; }

    /// <summary>Folder inside a <c>helm-git</c> repository that holds packages and index.yaml; null: the root.</summary>
    public string? Folder { get; init; }

    /// <summary>Commit author of a <c>helm-git</c> repository, <c>Name &lt;mail&gt;</c>; null: git's own.</summary>
    public string? Author { get; init; }

    /// <summary>Commit message template of a <c>helm-git</c> repository; null: the default one.</summary>
    public string? Message { get; init; }

    /// <summary>How a <c>helm-http</c> repository takes an upload.</summary>
    public UploadMethod Method { get; init; }
}
