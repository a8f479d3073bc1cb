using System.Collections.Concurrent;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What a project's files hold: each is read and hashed once, for the fingerprint and both archives; an unchanged one not at all. Thread-safe.</summary>
/// <param name="hashes">Knows unchanged files' hashes.</param>
internal sealed class SourceContents(FileHashCache hashes)
{
    private readonly ConcurrentDictionary<string, SourceContent> contents = new(StringComparer.Ordinal);

    /// <summary>Reads files whose hash is not known, several at once; one processor is left for <see cref="Help"/>.</summary>
    /// <param name="files">The files.</param>
    public void Read(IReadOnlyList<SourceFile> files) => Parallel.ForEach(files, AllButOne(), file => Sha256(file));

    /// <summary>Begins at the other end while others read, and deflates what it reads: opening files does not get faster by opening more of them at once.</summary>
    /// <param name="files">Files that a wheel will be made of.</param>
    /// <param name="reading">The others' work; when it is done, so is this.</param>
    public void Help(IReadOnlyList<SourceFile> files, Task reading)
    {
        for (var i = files.Count - 1; i >= 0 && !reading.IsCompleted; i--)
        {
            if (contents.ContainsKey(files[i].FullPath)) continue;
            Sha256(files[i]);
            Deflate(files[i]);
        }
    }

    /// <summary>Reads files that were not read for their hash, several at once, for a caller that then asks for one after the other.</summary>
    /// <param name="files">The files.</param>
    public void Fetch(IReadOnlyList<SourceFile> files)
    {
        var missing = files.Where(file => !contents.ContainsKey(file.FullPath)).ToList();
        if (missing.Count > 1) Parallel.ForEach(missing, file => Of(file));
    }

    /// <summary>Deflates what had to be read: it is new or changed, so that a wheel will be made of it. One processor is left for the sdist.</summary>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Nobody needs it any more.</param>
    public void Deflate(IEnumerable<SourceFile> files, CancellationToken cancellationToken)
    {
        Parallel.ForEach(files, AllButOne(), (file, loop) =>
        {
            if (cancellationToken.IsCancellationRequested) loop.Stop();
            else Deflate(file);
        });
    }

    /// <summary>Lower-case hexadecimal SHA-256.</summary>
    /// <param name="file">The file.</param>
    public string Sha256(SourceFile file)
    {
        if (contents.TryGetValue(file.FullPath, out var known) && known.Sha256 is not null) return known.Sha256;
        byte[]? read = null;
        var hash = hashes.Sha256(file.FullPath, file.Stamp, bytes => read = bytes);
        if (read is not null) contents.TryAdd(file.FullPath, new SourceContent(read, hash));
        return hash;
    }

    /// <summary>What a file holds.</summary>
    /// <param name="file">The file.</param>
    public SourceContent Of(SourceFile file) => contents.GetOrAdd(file.FullPath, static (_, file) => SourceContent.Read(file), file);

    private static ParallelOptions AllButOne() => new() { MaxDegreeOfParallelism = Math.Max(Environment.ProcessorCount - 1, 1) };

    private void Deflate(SourceFile file)
    {
        if (contents.TryGetValue(file.FullPath, out var read)) _ = read.Deflated.Value;
    }
}
