using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Legion.Build.Artifacts.Fingerprints;

/// <summary>Hashes labelled facts; two different lists of facts never meet in one text (each part carries its length).</summary>
public sealed class FingerprintBuilder : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds a fact.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="value">Its value; null and empty differ.</param>
    /// <returns>This.</returns>
    public FingerprintBuilder Add(string label, string? value)
    {
        Append(label);
        if (value is null) Prefix(-1);
        else Append(value);
        return this;
    }

    /// <summary>The fingerprint: lower-case hexadecimal SHA-256 of all facts.</summary>
    public string Build() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void Append(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Prefix(bytes.Length);
        hash.AppendData(bytes);
    }

    private void Prefix(int length)
    {
        Span<byte> prefix = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
        hash.AppendData(prefix);
    }
}
