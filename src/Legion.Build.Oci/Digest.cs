using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Legion.Build.Oci;

/// <summary>The address of content: <c>sha256:</c> and 64 lower-case hexadecimal digits (OCI image-spec, descriptor.md "Digests").</summary>
/// <remarks>SHA-256 alone is spoken: every registry must take it and none of the tools beside us writes another.</remarks>
public readonly struct Digest : IEquatable<Digest>, IComparable<Digest>
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly string? hex;

    private Digest(string hex) => this.hex = hex;

    /// <summary>The 64 hexadecimal digits, without the algorithm.</summary>
    public string Hex => hex ?? throw new InvalidOperationException("This digest was never set.");

    /// <summary>True for <c>default</c>, which names no content.</summary>
    public bool IsDefault => hex is null;

    /// <summary>Reads a digest.</summary>
    /// <param name="text"><c>sha256:</c> and 64 lower-case hexadecimal digits.</param>
    /// <returns>The digest.</returns>
    /// <exception cref="OciException">The text is no SHA-256 digest.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new OciException($"'{text}' is no digest: expected sha256: and 64 lower-case hexadecimal digits.");

    /// <summary>Reads a digest, if it is one.</summary>
    /// <param name="text">The text, or null.</param>
    /// <param name="digest">The digest.</param>
    /// <returns>Whether <paramref name="text"/> is a SHA-256 digest.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || text.Length != Prefix.Length + HexLength || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        if (text.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits))
            return false;
        digest = new Digest(text[Prefix.Length..]);
        return true;
    }

    /// <summary>Reads the 64 digits without the algorithm, as a layout's file names have them.</summary>
    /// <param name="hex">The digits.</param>
    /// <param name="digest">The digest.</param>
    /// <returns>Whether they are a SHA-256 digest's.</returns>
    public static bool TryParseHex(string hex, out Digest digest) => TryParse(Prefix + hex, out digest);

    /// <summary>The digest of bytes in memory.</summary>
    /// <param name="content">The bytes.</param>
    /// <returns>Their digest.</returns>
    public static Digest Of(ReadOnlySpan<byte> content) => FromHash(SHA256.HashData(content));

    /// <summary>The digest of a stream's rest.</summary>
    /// <param name="content">Read to its end; stays open.</param>
    /// <returns>Its digest.</returns>
    public static Digest Of(Stream content) => FromHash(SHA256.HashData(content));

    /// <summary>Wraps a finished hash.</summary>
    /// <param name="sha256">32 bytes.</param>
    /// <returns>The digest.</returns>
    public static Digest FromHash(ReadOnlySpan<byte> sha256)
    {
        if (sha256.Length != SHA256.HashSizeInBytes)
            throw new ArgumentException("A SHA-256 hash has 32 bytes.", nameof(sha256));
        return new Digest(Convert.ToHexStringLower(sha256));
    }

    /// <inheritdoc/>
    public bool Equals(Digest other) => string.Equals(hex, other.hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => hex is null ? 0 : hex.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Digest other) => string.CompareOrdinal(hex, other.hex);

    /// <summary><c>sha256:…</c></summary>
    /// <returns>The digest as manifests write it.</returns>
    public override string ToString() => Prefix + Hex;

    /// <summary>Equality by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they are the same digest.</returns>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Inequality by value.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether they differ.</returns>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>Ordinal order.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> stands first.</returns>
    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> stands first or is the same.</returns>
    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> stands last.</returns>
    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">Another.</param>
    /// <returns>Whether <paramref name="left"/> stands last or is the same.</returns>
    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;
}
