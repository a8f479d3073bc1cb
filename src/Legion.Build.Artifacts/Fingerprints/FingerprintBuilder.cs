using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Legion.Build.Artifacts.Fingerprints;

/// <summary>Hashes labelled facts; two different lists of facts never meet in one text (each part carries its length).</summary>
public sealed class FingerprintBuilder : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] pending = new byte[4096]; // facts are short, and each call of the hash costs more than copying them
    private int filled;

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
    public string Build()
    {
        Flush();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void Append(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Prefix(length);
        if (length <= pending.Length - filled)
        {
            filled += Encoding.UTF8.GetBytes(text, pending.AsSpan(filled));
            return;
        }

        Flush();
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }

    private void Prefix(int length)
    {
        if (pending.Length - filled < sizeof(int)) Flush();
        BinaryPrimitives.WriteInt32LittleEndian(pending.AsSpan(filled), length);
        filled += sizeof(int);
    }

    private void Flush()
    {
        hash.AppendData(pending, 0, filled);
        filled = 0;
    }
}
