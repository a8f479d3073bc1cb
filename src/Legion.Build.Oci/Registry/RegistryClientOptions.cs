using Legion.Build.Oci.Credentials;

namespace Legion.Build.Oci.Registry;

/// <summary>How registries are spoken to.</summary>
public sealed record RegistryClientOptions
{
    /// <summary>Where credentials come from; none unless said.</summary>
    public ICredentialSource Credentials { get; init; } = NoCredentials.Instance;

    /// <summary>Plain HTTP is allowed to hosts that are not loopback. Loopback needs no permission.</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Absolute path of a PEM file with the certificate authorities trusted beside the system's; null: the system's alone. With it, HTTPS is spoken to loopback too.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>Bytes of one upload request; null: a blob goes in one, and in pieces only after the registry answered 413.</summary>
    public long? ChunkSize { get; init; }

    /// <summary>How long nothing may move. There is no limit on a whole transfer: a big layer takes its time.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How often a request, or a blob's upload, is tried before it fails; at least 1.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>The wait before the second attempt; it doubles. What the registry says in Retry-After goes before it.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait between two attempts; a Retry-After beyond it is an error.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Blobs in transfer at a time, over all repositories of the client.</summary>
    public int Parallel { get; init; } = 6;

    /// <summary>The clock of waits, of idleness and of token lifetimes.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "legion-build";

    /// <summary>Added to messages about missing credentials: where this user would put them. Null: nothing.</summary>
    public string? CredentialHint { get; init; }

    /// <summary>Told of every request and its answer, one line without secrets; null: no one.</summary>
    public Action<string>? Trace { get; init; }
}
