using System.Diagnostics.CodeAnalysis;

namespace Legion.Build.Oci;

/// <summary>An image's name, <c>registry/repository:tag@digest</c>, with the short names of Docker Hub written out.</summary>
/// <remarks>
/// The rules are those every Docker user knows (the reference grammar of distribution): without a dot, a port, or <c>localhost</c> the first
/// part is no host but belongs to the repository on docker.io; a single part on docker.io lies below <c>library/</c>.
/// </remarks>
public sealed record Reference
{
    /// <summary>Docker Hub's name in references; its API answers elsewhere.</summary>
    public const string DockerHub = "docker.io";

    private Reference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host and port as written, such as <c>docker.io</c> or <c>nexus.example.org:443</c>: the key credentials are kept under.</summary>
    public string Registry { get; }

    /// <summary>The path, such as <c>library/alpine</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag; null when none is written.</summary>
    public string? Tag { get; }

    /// <summary>The digest; null when none is written.</summary>
    public Digest? Digest { get; }

    /// <summary>Host and port the API is spoken to: as <see cref="Registry"/>, except Docker Hub's.</summary>
    public string ApiHost => Registry == DockerHub ? "registry-1.docker.io" : Registry;

    /// <summary>What a manifest is asked by: the digest where there is one, else the tag, else <c>latest</c>.</summary>
    public string ManifestKey => Digest?.ToString() ?? Tag ?? "latest";

    /// <summary>Reads a reference.</summary>
    /// <param name="text">Such as <c>alpine</c>, <c>localhost:5000/team/app:1.0</c>, <c>docker.io/x/y@sha256:…</c>.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="OciException">The text is no reference; the message says why.</exception>
    public static Reference Parse(string text) =>
        TryParse(text, out var reference, out var error) ? reference : throw new OciException(error);

    /// <summary>Reads a reference, if it is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="error">Why it is none.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Reference? reference, [NotNullWhen(false)] out string? error)
    {
        reference = null;
        var rest = text;
        Digest? digest = null;
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            if (!Oci.Digest.TryParse(rest[(at + 1)..], out var parsed))
                return Fail(text, "after @ stands no sha256 digest", out error);
            digest = parsed;
            rest = rest[..at];
        }

        var (registry, path) = SplitRegistry(rest);
        string? tag = null;
        var colon = path.LastIndexOf(':');
        if (colon >= 0)
        {
            tag = path[(colon + 1)..];
            path = path[..colon];
            if (!IsTag(tag))
                return Fail(text, $"'{tag}' is no tag (letters, digits, '_', '.', '-'; at most 128; no '.' or '-' first)", out error);
        }

        if (!ReferenceGrammar.IsHost(registry))
            return Fail(text, $"'{registry}' is no host", out error);
        if (!IsRepository(path))
            return Fail(text, $"'{path}' is no repository (lower-case letters and digits, joined by '.', '_', '__' or '-')", out error);
        if (registry.Length + 1 + path.Length > 255)
            return Fail(text, "a name has at most 255 characters", out error);
        reference = Create(registry, path, tag, digest);
        error = null;
        return true;
    }

    /// <summary>Whether a text can be a tag (distribution-spec, "Pulling manifests").</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it can.</returns>
    public static bool IsTag(string text) => ReferenceGrammar.IsTag(text);

    /// <summary>Whether a text can be a repository's path (distribution-spec, "Pulling manifests").</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it can.</returns>
    public static bool IsRepository(string text) => ReferenceGrammar.IsRepository(text);

    /// <summary>The same name under another tag, without a digest.</summary>
    /// <param name="tag">The tag.</param>
    /// <returns>The reference.</returns>
    public Reference WithTag(string tag) => IsTag(tag)
        ? new Reference(Registry, Repository, tag, digest: null)
        : throw new OciException($"'{tag}' is no tag.");

    /// <summary>The same name and tag at exact content.</summary>
    /// <param name="digest">The digest.</param>
    /// <returns>The reference.</returns>
    public Reference WithDigest(Digest digest) => new(Registry, Repository, Tag, digest);

    /// <summary>The name without tag and digest, <c>registry/repository</c>.</summary>
    public string Name => Registry + "/" + Repository;

    /// <summary>The whole reference, written out.</summary>
    /// <returns><c>registry/repository[:tag][@digest]</c>.</returns>
    public override string ToString() =>
        Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest.Value);

    private static Reference Create(string registry, string path, string? tag, Digest? digest)
    {
        if (registry is "index.docker.io" or "registry-1.docker.io")
            registry = DockerHub;
        if (registry == DockerHub && !path.Contains('/', StringComparison.Ordinal))
            path = "library/" + path;
        return new Reference(registry, path, tag, digest);
    }

    private static (string Registry, string Path) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return (DockerHub, name);
        var first = name[..slash];
        // Upper case cannot be a repository, so it is a host (distribution #3803).
        var isHost = first is "localhost" || first.AsSpan().ContainsAny(".:[") || first.Any(char.IsAsciiLetterUpper);
        return isHost ? (first, name[(slash + 1)..]) : (DockerHub, name);
    }

    private static bool Fail(string text, string why, out string error)
    {
        error = $"'{text}' is no image reference: {why}.";
        return false;
    }
}
