using System.Collections.Concurrent;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What a project's files hold: each is read and hashed once, for the fingerprint and both archives; an unchanged one not at all. Thread-safe.</summary>
/// <param name="hashes">Knows unchanged files' hashes.</param>
internal sealed class SourceContents(FileHashCache hashes)
{
    private readonly ConcurrentDictionary<string, SourceContent> contents = new(StringComparer.Ordinal);

    /// <summary>Reads a file that nobody asked for yet and may never; what cannot be read is left to who asks.</summary>
    /// <param name="file">The file.</param>
    public void Guess(FileTreeEntry file)
    {
        try
        {
            contents.TryAdd(file.FullPath, SourceContent.Read(file.FullPath, file.Stamp));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever asks for this file meets it again, and knows what it is for.
        }
    }

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
        if (!contents.TryGetValue(file.FullPath, out var content))
        {
            if (hashes.TryFind(file.FullPath, file.Stamp) is { } hash) return hash;
            content = Of(file);
        }

        return content.IsNew() ? hashes.Learn(file.FullPath, file.Stamp, content.Sha256) : content.Sha256;
    }

    /// <summary>What a file holds.</summary>
    /// <param name="file">The file.</param>
    public SourceContent Of(SourceFile file) => contents.GetOrAdd(file.FullPath, static (_, file) => SourceContent.Read(file.FullPath, file.Stamp), file);

    /// <summary>Whether a file was read, so that an archive will hold it anew.</summary>
    /// <param name="file">The file.</param>
    public bool IsRead(SourceFile file) => contents.ContainsKey(file.FullPath);

    /// <summary>Compresses what had to be read.</summary>
    /// <param name="file">The file.</param>
    public void Compress(SourceFile file)
    {
        if (contents.TryGetValue(file.FullPath, out var read)) _ = read.Zipped.Value;
    }
}
