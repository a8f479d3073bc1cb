using System.Buffers;
using System.Globalization;
using System.Text;

namespace Legion.Build.Artifacts.Archives;

/// <summary>Writes a tar archive (POSIX.1-2001: ustar, with a PAX header only where ustar cannot say it).</summary>
/// <remarks>System.Formats.Tar writes the process id into PAX headers (dotnet/runtime #132049); this writes what it is given.</remarks>
public sealed class TarArchiveWriter : IDisposable
{
    private const int BlockSize = 512;
    private const long MaxOctal11 = 0x1_FFFF_FFFF; // 11 octal digits
    private readonly Stream output;
    private readonly byte[] block = new byte[BlockSize];
    private bool finished;

    /// <summary>Writes to <paramref name="output"/>, which stays open.</summary>
    /// <param name="output">Where the archive goes.</param>
    public TarArchiveWriter(Stream output) => this.output = output;

    /// <summary>Writes an entry whose content is at hand.</summary>
    /// <param name="header">The header; its size is taken from <paramref name="content"/>.</param>
    /// <param name="content">The content.</param>
    public void WriteEntry(TarEntryHeader header, ReadOnlySpan<byte> content)
    {
        WriteHeader(header with { Size = content.Length });
        output.Write(content);
        Pad(content.Length);
    }

    /// <summary>Writes an entry whose content is streamed, or one without content.</summary>
    /// <param name="header">The header; <see cref="TarEntryHeader.Size"/> must be the length of <paramref name="content"/>.</param>
    /// <param name="content">The content; null for everything but files.</param>
    /// <exception cref="IOException">The content is shorter or longer than the header says.</exception>
    public void WriteEntry(TarEntryHeader header, Stream? content = null)
    {
        WriteHeader(header);
        if (content is null)
        {
            if (header.Size != 0) throw new IOException($"'{header.Name}' has {header.Size} bytes to write and no content.");
            return;
        }

        var left = header.Size;
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int read;
            while ((read = content.Read(buffer)) > 0)
            {
                left -= read;
                if (left < 0) break;
                output.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (left != 0) throw new IOException($"'{header.Name}' changed while it was read: {header.Size} bytes expected, {header.Size - left} found.");
        Pad(header.Size);
    }

    /// <summary>Writes the two zero blocks that end an archive.</summary>
    public void Finish()
    {
        if (finished) return;
        finished = true;
        Array.Clear(block);
        output.Write(block);
        output.Write(block);
    }

    /// <inheritdoc/>
    public void Dispose() => Finish();

    private static char TypeFlag(TarEntryKind kind) => kind switch
    {
        TarEntryKind.File => '0',
        TarEntryKind.HardLink => '1',
        TarEntryKind.SymbolicLink => '2',
        TarEntryKind.CharacterDevice => '3',
        TarEntryKind.BlockDevice => '4',
        TarEntryKind.Directory => '5',
        _ => '6',
    };

    private static bool Fits(string text, int bytes) => text.Length <= bytes && Ascii.IsValid(text);

    private static bool TrySplit(string name, out string prefix, out string rest)
    {
        (prefix, rest) = ("", name);
        if (Fits(name, 100)) return true;
        if (!Fits(name, 256)) return false;

        // ustar: prefix (155) + '/' + name (100); the slash that gives the longest rest is the first one that fits.
        for (var slash = name.IndexOf('/'); slash >= 0 && slash <= 155; slash = name.IndexOf('/', slash + 1))
        {
            if (slash == 0 || name.Length - slash - 1 is > 100 or 0) continue;
            (prefix, rest) = (name[..slash], name[(slash + 1)..]);
            return true;
        }

        return false;
    }

    private static byte[] PaxBody(SortedDictionary<string, byte[]> records)
    {
        using var body = new MemoryStream();
        foreach (var (key, value) in records)
        {
            var tail = Encoding.UTF8.GetByteCount(key) + value.Length + 3; // ' ' + key + '=' + value + '\n'
            var length = tail + 1;
            while (length != tail + length.ToString(CultureInfo.InvariantCulture).Length) length++;
            body.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
            body.Write(value);
            body.WriteByte((byte)'\n');
        }

        return body.ToArray();
    }

    private static string PaxName(string name)
    {
        var ascii = new string([.. name.TrimEnd('/').Select(static c => c is > ' ' and < '\x7f' ? c : '_')]);
        var last = ascii[(ascii.LastIndexOf('/') + 1)..];
        return "PaxHeaders/" + (last.Length > 80 ? last[..80] : last);
    }

    private void WriteHeader(TarEntryHeader header)
    {
        SortedDictionary<string, byte[]>? pax = null; // most entries need none
        if (header.PaxRecords is { } extra)
        {
            foreach (var (key, value) in extra) Add(key, value);
        }

        void Add(string key, byte[] value) => (pax ??= new(StringComparer.Ordinal))[key] = value;
        void Pax(string key, string value) => Add(key, Encoding.UTF8.GetBytes(value));
        void PaxNumber(string key, long value) => Pax(key, value.ToString(CultureInfo.InvariantCulture));

        if (!TrySplit(header.Name, out var prefix, out var rest)) Pax("path", header.Name);
        if (header.LinkName is { } link && !Fits(link, 100)) Pax("linkpath", link);
        if (header.Size > MaxOctal11) PaxNumber("size", header.Size);
        if (header.ModifiedSeconds is < 0 or > MaxOctal11) PaxNumber("mtime", header.ModifiedSeconds);
        if (header.UserId > 0x1F_FFFF) PaxNumber("uid", header.UserId);
        if (header.GroupId > 0x1F_FFFF) PaxNumber("gid", header.GroupId);
        if (!Fits(header.UserName, 32)) Pax("uname", header.UserName);
        if (!Fits(header.GroupName, 32)) Pax("gname", header.GroupName);

        if (pax is not null)
        {
            var body = PaxBody(pax);
            WriteBlock(new TarEntryHeader { Name = PaxName(header.Name), Size = body.Length }, "", PaxName(header.Name), 'x');
            output.Write(body);
            Pad(body.Length);
        }

        WriteBlock(header, prefix, rest, TypeFlag(header.Kind));
    }

    private void WriteBlock(TarEntryHeader header, string prefix, string name, char type)
    {
        Array.Clear(block);
        PutText(0, 100, name);
        PutOctal(100, 8, header.Mode & 0xFFF);
        PutOctal(108, 8, header.UserId > 0x1F_FFFF ? 0 : header.UserId);
        PutOctal(116, 8, header.GroupId > 0x1F_FFFF ? 0 : header.GroupId);
        PutOctal(124, 12, header.Size > MaxOctal11 ? 0 : header.Size);
        PutOctal(136, 12, header.ModifiedSeconds is < 0 or > MaxOctal11 ? 0 : header.ModifiedSeconds);
        block[156] = (byte)type;
        PutText(157, 100, header.LinkName ?? "");
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        PutText(265, 32, header.UserName);
        PutText(297, 32, header.GroupName);
        if (header.Kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice)
        {
            PutOctal(329, 8, header.Device.Major);
            PutOctal(337, 8, header.Device.Minor);
        }

        PutText(345, 155, prefix);
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in block) sum += b;
        PutOctal(148, 7, sum); // six digits, NUL, and the space that is there already
        output.Write(block);
    }

    private void PutText(int offset, int length, string text)
    {
        if (Ascii.FromUtf16(text.AsSpan(0, Math.Min(text.Length, length)), block.AsSpan(offset), out _) == OperationStatus.Done) return;

        // What does not fit is said by the PAX header; old readers get a stretch of it.
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(block.AsSpan(offset));
    }

    private void PutOctal(int offset, int length, long value)
    {
        for (var i = offset + length - 2; i >= offset; i--)
        {
            block[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }

        block[offset + length - 1] = 0;
    }

    private void Pad(long size)
    {
        var rest = (int)(size % BlockSize);
        if (rest == 0) return;
        Array.Clear(block);
        output.Write(block, 0, BlockSize - rest);
    }
}
