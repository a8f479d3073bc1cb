using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Fingerprints;

/// <summary>SHA-256 of files, remembered by what the file system says of them, so that an unchanged file is not read again. Thread-safe.</summary>
/// <remarks>
/// As git's index does, a file modified no earlier than the cache was written is not trusted next time: it could have
/// changed once more within the clock's grain ("racy git").
/// </remarks>
public sealed class FileHashCache
{
    private const string FormatLine = "legion-file-hashes 1";
    private const long Grain = 100_000_000; // nanoseconds
    private const int TypicalLine = 224;
    private const int LongestNumbers = 160; // six of them, each with its space
    private readonly string cachePath;
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private int reads;

    private FileHashCache(string cachePath) => this.cachePath = cachePath;

    /// <summary>How many files had to be read.</summary>
    public int FilesRead => reads;

    /// <summary>Loads a cache; a missing or broken one is an empty one.</summary>
    /// <param name="cachePath">Absolute path of the cache file.</param>
    public static FileHashCache Load(string cachePath)
    {
        var cache = new FileHashCache(cachePath);
        if (FileStamp.TryRead(cachePath) is not { Kind: FileKind.File } saved) return cache;
        try
        {
            using var reader = new StreamReader(cachePath, Encoding.UTF8);
            if (reader.ReadLine() != FormatLine) return cache;
            while (reader.ReadLine() is { } line)
            {
                if (TryParse(line, out var path, out var entry) && entry.Stamp.Modified < saved.Modified - Grain && entry.Stamp.Changed < saved.Modified - Grain)
                {
                    cache.entries[path] = entry;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            cache.entries.Clear(); // a cache that cannot be read costs time, never correctness
        }

        return cache;
    }

    /// <summary>The content's lower-case hexadecimal SHA-256.</summary>
    /// <param name="path">Absolute path of a file.</param>
    /// <param name="stamp">Its stamp, read before.</param>
    public string Sha256(string path, FileStamp stamp)
    {
        if (TryFind(path, stamp) is { } known) return known;
        return Learn(path, stamp, Read(path, stamp));
    }

    /// <summary>The hash of an unchanged file, for a caller that reads the others itself, as it needs their content, and then tells it to <see cref="Learn"/>.</summary>
    /// <param name="path">Absolute path of a file.</param>
    /// <param name="stamp">Its stamp, read before.</param>
    /// <returns>Null when the file is new or changed.</returns>
    public string? TryFind(string path, FileStamp stamp)
    {
        if (!entries.TryGetValue(path, out var known)) return null;
        known.IsUsed = true;
        return known.Stamp == stamp ? known.Hash : null;
    }

    /// <summary>Records the hash of a file that was read because it is new or changed.</summary>
    /// <param name="path">Absolute path of a file.</param>
    /// <param name="stamp">Its stamp, read before the content was.</param>
    /// <param name="sha256">Lower-case hexadecimal SHA-256.</param>
    /// <returns>The hash.</returns>
    public string Learn(string path, FileStamp stamp, string sha256)
    {
        Interlocked.Increment(ref reads);
        Put(path, stamp, sha256);
        return sha256;
    }

    /// <summary>Reads what is not known yet, several files at once, for a caller that then asks for one after the other.</summary>
    /// <param name="files">Absolute paths and their stamps, read before.</param>
    public void ReadAhead(IEnumerable<(string Path, FileStamp Stamp)> files)
    {
        var unknown = files.Where(f => TryFind(f.Path, f.Stamp) is null).ToList();
        if (unknown.Count < 2) return;
        Parallel.ForEach(unknown, file =>
        {
            try
            {
                Learn(file.Path, file.Stamp, Read(file.Path, file.Stamp));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Whoever asks for this file meets it again, and knows what it is for.
            }
        });
    }

    /// <summary>Records a hash that was computed while the file was read for something else.</summary>
    /// <param name="path">Absolute path of a file.</param>
    /// <param name="stamp">Its stamp, read before the content was.</param>
    /// <param name="sha256">Lower-case hexadecimal SHA-256.</param>
    public void Put(string path, FileStamp stamp, string sha256) => entries[path] = new(stamp, sha256) { IsUsed = true };

    /// <summary>Writes what was used since loading, unless that is what the file holds.</summary>
    public void Save()
    {
        var used = entries.Where(static e => e.Value.IsUsed && !e.Key.Contains('\n')).ToList();
        used.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new ArrayBufferWriter<byte>((used.Count + 1) * TypicalLine);
        text.Write(Encoding.UTF8.GetBytes(FormatLine + "\n"));
        foreach (var (path, (stamp, hash)) in used)
        {
            var line = text.GetSpan(LongestNumbers + hash.Length + Encoding.UTF8.GetMaxByteCount(path.Length));
            Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{hash} {(int)stamp.Kind} {stamp.Size} {stamp.Mode} {stamp.Modified} {stamp.Changed} {stamp.Inode} {path}\n", out var written);
            text.Advance(written);
        }

        var content = text.WrittenMemory;
        if (reads > 0) AtomicFile.Write(cachePath, content); // a newer cache trusts what was too fresh for the last one
        else AtomicFile.WriteIfChanged(cachePath, content);
    }

    // Reading is what a first build waits for: no stream between, and most files in one call.
    private static string Read(string path, FileStamp stamp)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            if (WholeFile.TryRead(path, stamp.Size, buffer)) return Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, (int)stamp.Size)));
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            var read = RandomAccess.Read(file, buffer, 0);
            if (read < buffer.Length && RandomAccess.Read(file, buffer.AsSpan(read), read) == 0) return Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)));
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var offset = 0L; (read = RandomAccess.Read(file, buffer, offset)) > 0; offset += read) hash.AppendData(buffer, 0, read);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryParse(string line, out string path, [NotNullWhen(true)] out Entry? entry)
    {
        (path, entry) = ("", null);
        var parts = line.Split(' ', 8);
        if (parts.Length != 8 || parts[0].Length != 64) return false;
        var c = CultureInfo.InvariantCulture;
        if (!int.TryParse(parts[1], c, out var kind) || !long.TryParse(parts[2], c, out var size) || !int.TryParse(parts[3], c, out var mode)
            || !long.TryParse(parts[4], c, out var modified) || !long.TryParse(parts[5], c, out var changed) || !ulong.TryParse(parts[6], c, out var inode))
        {
            return false;
        }

        (path, entry) = (parts[7], new(new((FileKind)kind, size, mode, modified, changed, inode), parts[0]));
        return true;
    }

    // What is known of a file, and whether it was asked for since loading.
    private sealed record Entry(FileStamp Stamp, string Hash)
    {
        public bool IsUsed { get; set; }
    }
}
