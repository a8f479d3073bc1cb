using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Fingerprints;

/// <summary>One hash of what the file system says of everything below some folders: equal hashes mean that nothing there was touched.</summary>
/// <remarks>Runs at the start of every build, so it is written to need little of the just-in-time compiler: arrays of strings, no generic type over a struct.</remarks>
/// <param name="root">Absolute path of the folder that links must not lead out of.</param>
/// <param name="except">Absolute paths of folders that are passed over.</param>
public sealed class TreeStamp(string root, IReadOnlyList<string> except) : IDisposable
{
    // A look at more than this costs more than it saves.
    private const int MaxEntries = 100_000;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int count;

    /// <summary>The latest modification or change of anything looked at, nanoseconds since 1970.</summary>
    public long Newest { get; private set; }

    /// <summary>False when something is beyond what a stamp can vouch for: a link out of the root, or too many files.</summary>
    public bool IsReliable { get; private set; } = true;

    /// <summary>Adds a file or a folder with all that stands below it; what is not there is a fact too.</summary>
    /// <param name="path">Absolute path.</param>
    public void Add(string path)
    {
        if (!IsReliable || IsPassedOver(path)) return;
        if (++count > MaxEntries)
        {
            IsReliable = false;
            return;
        }

        if (FileStamp.TryRead(path) is not { } stamp)
        {
            Append(path, default);
            return;
        }

        Append(path, stamp);
        if (stamp.Kind == FileKind.Link && !LeadsInside(path)) IsReliable = false;
        if (stamp.Kind != FileKind.Directory) return;
        var below = Directory.GetFileSystemEntries(path);
        Array.Sort(below, StringComparer.Ordinal);
        foreach (var entry in below) Add(entry);
    }

    /// <summary>The hash: lower-case hexadecimal SHA-256.</summary>
    public string Build() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();

    private void Append(string path, FileStamp stamp)
    {
        Span<byte> facts = stackalloc byte[44];
        BinaryPrimitives.WriteInt32LittleEndian(facts, path.Length);
        BinaryPrimitives.WriteInt32LittleEndian(facts[4..], (int)stamp.Kind);
        BinaryPrimitives.WriteInt32LittleEndian(facts[8..], stamp.Mode);
        BinaryPrimitives.WriteInt64LittleEndian(facts[12..], stamp.Size);
        BinaryPrimitives.WriteInt64LittleEndian(facts[20..], stamp.Modified);
        BinaryPrimitives.WriteInt64LittleEndian(facts[28..], stamp.Changed);
        BinaryPrimitives.WriteUInt64LittleEndian(facts[36..], stamp.Inode);
        hash.AppendData(facts);
        hash.AppendData(MemoryMarshal.AsBytes(path.AsSpan()));
        Newest = Math.Max(Newest, Math.Max(stamp.Modified, stamp.Changed));
    }

    private bool IsPassedOver(string path)
    {
        foreach (var folder in except)
        {
            if (path.Length == folder.Length && string.Equals(path, folder, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private bool LeadsInside(string link)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: true) is { } target && target.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // a circle
        }
    }
}
