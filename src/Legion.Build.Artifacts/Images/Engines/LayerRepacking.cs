using System.Formats.Tar;
using System.Text;

using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Writes an engine's layer again so that equal content gives equal bytes: no times later than asked for, no names of owners, one dialect of tar.</summary>
internal static class LayerRepacking
{
    /// <summary>Copies a layer.</summary>
    /// <param name="source">The engine's tar.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="latest">The latest time anything may have, seconds since 1970.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static void Copy(Stream source, Stream target, long latest, CancellationToken cancellation)
    {
        using var reader = new TarReader(source);
        var writer = new TarArchiveWriter(target);
        while (reader.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.EntryType == TarEntryType.GlobalExtendedAttributes) continue;
            writer.WriteEntry(Header(entry, latest), entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile ? entry.DataStream : null);
        }

        writer.Finish();
    }

    private static TarEntryHeader Header(TarEntry entry, long latest)
    {
        var kind = entry.EntryType switch
        {
            TarEntryType.Directory => TarEntryKind.Directory,
            TarEntryType.SymbolicLink => TarEntryKind.SymbolicLink,
            TarEntryType.HardLink => TarEntryKind.HardLink,
            TarEntryType.CharacterDevice => TarEntryKind.CharacterDevice,
            TarEntryType.BlockDevice => TarEntryKind.BlockDevice,
            TarEntryType.Fifo => TarEntryKind.Fifo,
            _ => TarEntryKind.File,
        };
        var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        return new()
        {
            Name = kind == TarEntryKind.Directory && !name.EndsWith('/') ? name + "/" : name,
            Kind = kind,
            Size = kind == TarEntryKind.File ? entry.Length : 0,
            Mode = (int)entry.Mode & 0xFFF,
            UserId = entry.Uid,
            GroupId = entry.Gid,
            ModifiedSeconds = Math.Min(entry.ModificationTime.ToUnixTimeSeconds(), latest),
            LinkName = kind is TarEntryKind.SymbolicLink or TarEntryKind.HardLink ? entry.LinkName : null,
            Device = entry is PosixTarEntry posix && kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice
                ? (((PosixTarEntry)entry).DeviceMajor, ((PosixTarEntry)entry).DeviceMinor) : default,
            PaxRecords = Attributes(entry),
        };
    }

    private static SortedDictionary<string, byte[]>? Attributes(TarEntry entry)
    {
        if (entry is not PaxTarEntry pax) return null;
        var attributes = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (key, value) in pax.ExtendedAttributes)
        {
            if (key.StartsWith("SCHILY.xattr.", StringComparison.Ordinal)) attributes[key] = Encoding.UTF8.GetBytes(value);
        }

        return attributes.Count == 0 ? null : attributes;
    }
}
