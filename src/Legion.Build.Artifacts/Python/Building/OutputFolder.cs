using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Record;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>The folder of finished packages, <c>python/</c> in the outputs.</summary>
/// <param name="outputPath">Absolute path of the outputs.</param>
/// <param name="hashes">Learns the hashes of what is put there.</param>
internal sealed class OutputFolder(string outputPath, FileHashCache hashes)
{
    private const string Folder = "python";

    /// <summary>Writes files beside their places, all at once, then moves them there together; nothing half-written is ever seen.</summary>
    /// <param name="files">Names, what a file has to wait for (which does not fail), and what writes its content; the first is written right here.</param>
    /// <returns>The files.</returns>
    public async Task<IReadOnlyList<ArtifactFile>> PutAsync(params IReadOnlyList<(string Name, Task Ready, Action<Stream> Write)> files)
    {
        if (files.Select(f => PathOf(f.Name)).FirstOrDefault(Directory.Exists) is { } folder) throw new IOException($"{folder} is a folder where a file is to be put");
        var staged = new (string Path, string Sha256)[files.Count];
        try
        {
            var others = Enumerable.Range(1, files.Count - 1).Select(i => files[i].Ready.ContinueWith(_ => Stage(i), TaskScheduler.Default)).ToList();
            await Task.WhenAll([StageFirstAsync(), .. others]);
            return [.. files.Select((file, i) => Move(staged[i].Path, file.Name, staged[i].Sha256))];
        }
        catch
        {
            foreach (var (path, _) in staged.Where(static s => s.Path is not null)) File.Delete(path);
            throw;
        }

        async Task StageFirstAsync()
        {
            await files[0].Ready;
            Stage(0);
        }

        void Stage(int i)
        {
            staged[i].Path = AtomicFile.Staging(PathOf(files[i].Name));
            using var hashed = new HashingStream(new FileStream(staged[i].Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0));
            files[i].Write(hashed);
            hashed.Dispose();
            staged[i].Sha256 = Convert.ToHexStringLower(hashed.Hash);
        }
    }

    /// <summary>Deletes other versions' files of a package.</summary>
    /// <param name="package">Its name.</param>
    /// <param name="current">Its files; paths relative to the outputs.</param>
    /// <returns>The names of what was deleted.</returns>
    public IReadOnlyList<string> CleanStale(string package, IReadOnlyList<ArtifactFile> current)
    {
        var folder = Path.Join(outputPath, Folder);
        if (!Directory.Exists(folder)) return [];
        var deleted = new List<string>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (current.Any(f => f.Path == $"{Folder}/{name}") || !Belongs(name, package)) continue;
            File.Delete(path);
            deleted.Add(name);
        }

        return deleted;
    }

    /// <summary>Deletes the files of packages that the manifest no longer has.</summary>
    /// <param name="context">The build.</param>
    public static void CleanGone(BuildContext context)
    {
        var folder = Path.Join(context.IntermediatePath, Folder);
        if (!Directory.Exists(folder)) return;
        var current = context.Manifest.PythonPackages.Select(static p => PackageName.Normalize(p.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*.state").Where(p => !current.Contains(Path.GetFileNameWithoutExtension(p))))
        {
            foreach (var file in PackageState.Load(path)?.Files ?? []) File.Delete(Path.Join(context.OutputPath, file.Path));
            File.Delete(path);
            context.Log.Message(BuildMessageLevel.Progress, Path.GetFileNameWithoutExtension(path), "deleted: the manifest has no such package any more");
        }
    }

    /// <summary>Whether a file name is one of a package's, of any version.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="package">The package.</param>
    internal static bool Belongs(string file, string package)
    {
        var wheel = file.EndsWith(".whl", StringComparison.Ordinal);
        if (!wheel && !file.EndsWith(".tar.gz", StringComparison.Ordinal)) return false;

        // A wheel's name has no dash in its parts (PEP 427); an older sdist's name may, and ends before its version's digit.
        var dash = wheel ? file.IndexOf('-', StringComparison.Ordinal) : file[..^7].LastIndexOf('-');
        return dash > 0 && PackageName.AreEqual(file[..dash], package);
    }

    private string PathOf(string name) => Path.Join(outputPath, Folder, name);

    private ArtifactFile Move(string staging, string name, string hash)
    {
        var target = PathOf(name);
        File.Move(staging, target, overwrite: true);
        var stamp = FileStamp.TryRead(target) ?? throw new IOException($"{target} is gone as soon as it was written");
        hashes.Put(target, stamp, hash);
        return new ArtifactFile($"{Folder}/{name}", stamp.Size, hash);
    }
}
