using System.Buffers.Text;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>A file, hashed and compressed: what takes the time, apart from writing, so that several can be made at once.</summary>
internal sealed record CompressedEntry
{
    /// <summary>The file.</summary>
    public required WheelEntry Entry { get; init; }

    /// <summary>What is written: deflated, or as it is where that is no longer.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>True when <see cref="Data"/> is deflated.</summary>
    public required bool IsDeflated { get; init; }

    /// <summary>CRC-32 of the content.</summary>
    public required uint Crc { get; init; }

    /// <summary>SHA-256 as RECORD writes it (PEP 376 with PEP 427): URL-safe base64 without padding.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Compresses a file.</summary>
    /// <param name="entry">The file.</param>
    public static CompressedEntry Make(WheelEntry entry)
    {
        var content = entry.Content.Span;
        var deflated = entry.Deflated?.Value ?? Deflater.Compress(content);
        var isDeflated = deflated.Length < content.Length;
        return new CompressedEntry
        {
            Entry = entry,
            Data = isDeflated ? deflated : entry.Content,
            IsDeflated = isDeflated,
            Crc = Crc32.HashToUInt32(content),
            Sha256 = Base64Url.EncodeToString(entry.Sha256 is { } known ? Convert.FromHexString(known) : SHA256.HashData(content)),
        };
    }

    /// <summary>The file's line in RECORD.</summary>
    public string ToRecordLine() => FormattableString.Invariant($"{CsvField(Entry.Path)},sha256={Sha256},{Entry.Content.Length}\n");

    /// <summary>A field as Python's csv module writes it.</summary>
    /// <param name="value">The field.</param>
    internal static string CsvField(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? new StringBuilder(value).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString() : value;
}
