using System.Buffers.Binary;
using System.Text;

namespace Legion.Build.Artifacts.Python.Wheels;

/// <summary>Writes a zip archive (APPNOTE 6.3) whose bytes follow from its entries alone.</summary>
/// <remarks>System.IO.Compression.ZipArchive writes the system it runs on into each entry.</remarks>
internal sealed class ZipWriter : IDisposable
{
    private const ushort Utf8Names = 1 << 11;
    private const ushort VersionNeeded = 20;
    private const ushort MadeOnUnix = (3 << 8) | VersionNeeded;
    private readonly Stream output;
    private readonly uint time;
    private readonly MemoryStream directory = new();
    private long offset;
    private int count;

    /// <summary>Writes to a stream.</summary>
    /// <param name="output">Where the archive goes; stays open.</param>
    /// <param name="modifiedSeconds">The time of every entry, seconds since 1970; zip knows none before 1980.</param>
    public ZipWriter(Stream output, long modifiedSeconds)
    {
        this.output = output;
        time = ToDosTime(modifiedSeconds);
    }

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="content">Its content, compressed.</param>
    /// <exception cref="IOException">The archive would grow past what zip can say without its 64-bit extension, which pip's oldest readers lack.</exception>
    public void Write(WheelEntry entry, ZipContent content)
    {
        var name = Encoding.UTF8.GetBytes(entry.Path);
        if (offset + content.Data.Length + name.Length > uint.MaxValue || count == ushort.MaxValue) throw new IOException("a wheel holds at most 4 GiB and 65535 files");
        Span<byte> header = stackalloc byte[46];
        PutCommon(header[6..], entry, content, name.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], MadeOnUnix);

        // comment length, disk, internal attributes: zero; external attributes: a regular file's mode.
        var mode = entry.IsExecutable ? 0x81EDu : 0x81A4u;
        BinaryPrimitives.WriteUInt32LittleEndian(header[38..], mode << 16);
        BinaryPrimitives.WriteUInt32LittleEndian(header[42..], (uint)offset);
        directory.Write(header);
        directory.Write(name);

        Span<byte> local = stackalloc byte[30];
        BinaryPrimitives.WriteUInt32LittleEndian(local, 0x04034b50);
        PutCommon(local[4..], entry, content, name.Length);
        output.Write(local);
        output.Write(name);
        output.Write(content.Data.Span);
        offset += local.Length + name.Length + content.Data.Length;
        count++;
    }

    /// <summary>Writes the directory that ends the archive.</summary>
    public void Finish()
    {
        directory.WriteTo(output);
        Span<byte> end = stackalloc byte[22];
        end.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)count);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)count);
        BinaryPrimitives.WriteUInt32LittleEndian(end[12..], (uint)directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)offset);
        output.Write(end);
    }

    /// <inheritdoc/>
    public void Dispose() => directory.Dispose();

    private static uint ToDosTime(long seconds)
    {
        var t = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 315_532_800, 4_354_819_198));
        return (uint)(((t.Year - 1980) << 25) | (t.Month << 21) | (t.Day << 16) | (t.Hour << 11) | (t.Minute << 5) | (t.Second / 2));
    }

    // The 26 bytes that the local header and the directory share, beginning with the version needed.
    private void PutCommon(Span<byte> target, WheelEntry entry, ZipContent content, int nameLength)
    {
        target[..26].Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(target, VersionNeeded);
        BinaryPrimitives.WriteUInt16LittleEndian(target[2..], System.Text.Ascii.IsValid(entry.Path) ? (ushort)0 : Utf8Names);
        BinaryPrimitives.WriteUInt16LittleEndian(target[4..], (ushort)(content.IsDeflated ? 8 : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(target[6..], time);
        BinaryPrimitives.WriteUInt32LittleEndian(target[10..], content.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(target[14..], (uint)content.Data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(target[18..], (uint)entry.Content.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(target[22..], (ushort)nameLength);
    }
}
