using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Benchmarks.Python;

/// <summary>What no packager can leave out: reading files, hashing them and deflating them into two files, and nothing else.</summary>
internal static class BareWork
{
    private const string Wheel = "bare.whl";
    private const string Sdist = "bare.tar.gz";

    /// <summary>With the compressor the builder uses, on all processors, as the builder does: what remains of a difference is the builder's own.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="folder">Where the two files go.</param>
    public static void WithOurDeflate(IReadOnlyList<string> files, string folder)
    {
        var contents = new byte[files.Count][];
        Parallel.For(0, files.Count, i => contents[i] = File.ReadAllBytes(files[i]));
        Parallel.Invoke(
            () =>
            {
                var deflated = new byte[files.Count][];
                Parallel.For(0, files.Count, i =>
                {
                    SHA256.HashData(contents[i]);
                    deflated[i] = Deflater.Compress(contents[i]);
                });
                using var wheel = File.Create(Path.Join(folder, Wheel));
                foreach (var part in deflated) wheel.Write(part);
            },
            () =>
            {
                using var sdist = new BlockGzipStream(File.Create(Path.Join(folder, Sdist)));
                using var tar = new TarArchiveWriter(sdist);
                for (var i = 0; i < files.Count; i++) tar.WriteEntry(new TarEntryHeader { Name = Path.GetFileName(files[i]) }, contents[i]);
            });
    }

    /// <summary>With the compressor the builder uses, one file after the other, as a program does that does not think about time.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="folder">Where the two files go.</param>
    public static void OneByOne(IReadOnlyList<string> files, string folder)
    {
        using var wheel = File.Create(Path.Join(folder, Wheel));
        using var sdist = new BlockGzipStream(File.Create(Path.Join(folder, Sdist)), parallelism: 1);
        using var tar = new TarArchiveWriter(sdist);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            SHA256.HashData(content);
            wheel.Write(Deflater.Compress(content));
            tar.WriteEntry(new TarEntryHeader { Name = Path.GetFileName(file) }, content);
        }
    }

    /// <summary>With the framework's own zip, tar and gzip, one file after the other.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="folder">Where the two files go.</param>
    public static void WithTheFramework(IReadOnlyList<string> files, string folder)
    {
        using var zip = new ZipArchive(File.Create(Path.Join(folder, Wheel)), ZipArchiveMode.Create);
        using var tar = new TarWriter(new GZipStream(File.Create(Path.Join(folder, Sdist)), CompressionLevel.Optimal), TarEntryFormat.Ustar);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            SHA256.HashData(content);
            using (var entry = zip.CreateEntry(Path.GetFileName(file), CompressionLevel.Optimal).Open()) entry.Write(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(file)) { DataStream = new MemoryStream(content) });
        }
    }
}
