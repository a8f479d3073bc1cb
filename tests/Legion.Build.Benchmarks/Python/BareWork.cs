using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Benchmarks.Python;

/// <summary>What no packager can leave out: reading files, hashing them and deflating them into two files, and nothing else.</summary>
internal static class BareWork
{
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
                using var wheel = File.Create(Path.Join(folder, "bare.whl"));
                foreach (var part in deflated) wheel.Write(part);
            },
            () =>
            {
                using var sdist = new BlockGzipStream(File.Create(Path.Join(folder, "bare.tar.gz")));
                using var tar = new TarArchiveWriter(sdist);
                for (var i = 0; i < files.Count; i++) tar.WriteEntry(new TarEntryHeader { Name = Path.GetFileName(files[i]) }, contents[i]);
            });
    }

    /// <summary>With the framework's own zip, tar and gzip, one file after the other.</summary>
    /// <param name="files">Absolute paths.</param>
    /// <param name="folder">Where the two files go.</param>
    public static void WithTheFramework(IReadOnlyList<string> files, string folder)
    {
        using var zip = new ZipArchive(File.Create(Path.Join(folder, "framework.whl")), ZipArchiveMode.Create);
        using var tar = new TarWriter(new GZipStream(File.Create(Path.Join(folder, "framework.tar.gz")), CompressionLevel.Optimal), TarEntryFormat.Ustar);
        foreach (var file in files)
        {
            var content = File.ReadAllBytes(file);
            SHA256.HashData(content);
            using (var entry = zip.CreateEntry(Path.GetFileName(file), CompressionLevel.Optimal).Open()) entry.Write(content);
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(file)) { DataStream = new MemoryStream(content) });
        }
    }
}
