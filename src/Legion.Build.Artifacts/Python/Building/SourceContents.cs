using System.Collections.Concurrent;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What a project's files hold: each is read and hashed once, for the fingerprint and both archives; an unchanged one not at all. Thread-safe.</summary>
/// <param name="hashes">Knows unchanged files' hashes.</param>
internal sealed class SourceContents(FileHashCache hashes)
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string? Sha256)> contents = new(StringComparer.Ordinal);

    /// <summary>Reads files whose hash is not known, several at once.</summary>
    /// <param name="files">The files.</param>
    public void Read(IReadOnlyList<SourceFile> files) => Parallel.ForEach(files, file => Sha256(file));

    /// <summary>Reads files that were not read for their hash, several at once, for a caller that then asks for one after the other.</summary>
    /// <param name="files">The files.</param>
    public void Fetch(IReadOnlyList<SourceFile> files)
    {
        var missing = files.Where(file => !contents.ContainsKey(file.FullPath)).ToList();
        if (missing.Count > 1) Parallel.ForEach(missing, file => Of(file));
    }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    /// <param name="file">The file.</param>
    public string Sha256(SourceFile file)
    {
        if (contents.TryGetValue(file.FullPath, out var known) && known.Sha256 is not null) return known.Sha256;
        byte[]? read = null;
        var hash = hashes.Sha256(file.FullPath, file.Stamp, bytes => read = bytes);
        if (read is not null) contents[file.FullPath] = (read, hash);
        return hash;
    }

    /// <summary>The bytes, and their hash where it was taken from just these.</summary>
    /// <param name="file">The file.</param>
    public (byte[] Bytes, string? Sha256) Of(SourceFile file) =>
        contents.GetOrAdd(file.FullPath, static (path, file) => (WholeFile.Read(path, file.Stamp.Size), null), file);
}
