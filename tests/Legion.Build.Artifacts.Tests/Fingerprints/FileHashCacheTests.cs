using System.Security.Cryptography;

using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Fingerprints;

namespace Legion.Build.Artifacts.Tests.Fingerprints;

public sealed class FileHashCacheTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hash cache é").FullName;

    private string CachePath => Path.Combine(folder, "cache");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_unchanged_file_is_not_read_again()
    {
        var file = OldFile("one");
        var expected = Convert.ToHexStringLower(SHA256.HashData("one"u8));
        Assert.Equal((expected, 1), Hash(file));
        Assert.Equal((expected, 0), Hash(file));
    }

    [Fact]
    public void A_change_that_keeps_size_and_time_is_seen()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the inode change time that Linux gives");
        var file = OldFile("one");
        Hash(file);
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "two");
        File.SetLastWriteTimeUtc(file, time);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData("two"u8)), 1), Hash(file));
    }

    [Fact]
    public void A_file_as_young_as_the_cache_is_read_once_more_and_then_trusted()
    {
        var file = Path.Combine(folder, "young");
        File.WriteAllText(file, "x");
        // However long this takes, it is written no earlier than the cache.
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(1));
        Assert.Equal(1, Hash(file).Reads);
        Assert.Equal(1, Hash(file).Reads);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-1));
        Thread.Sleep(250);
        Hash(file);
        Assert.Equal(0, Hash(file).Reads);
    }

    [Fact]
    public void A_broken_cache_is_an_empty_one()
    {
        var file = OldFile("one");
        File.WriteAllText(CachePath, "legion-file-hashes 1\nrubbish\n\n 1 2 3");
        Assert.Equal(1, Hash(file).Reads);
    }

    [Fact]
    public void What_was_read_ahead_is_not_read_again_and_a_missing_file_is_for_who_asks()
    {
        var files = Enumerable.Range(0, 20).Select(i => (Path: Path.Combine(folder, "f" + i), Text: "content " + i)).ToList();
        foreach (var (path, text) in files) File.WriteAllText(path, text);
        var stamps = files.Select(static f => (f.Path, FileStamp.TryRead(f.Path)!.Value)).ToList();
        File.Delete(files[7].Path);
        var cache = FileHashCache.Load(CachePath);
        cache.ReadAhead(stamps);
        Assert.Equal(19, cache.FilesRead);
        cache.ReadAhead(stamps);
        Assert.All(files.Zip(stamps).Where((_, i) => i != 7), f => Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(f.First.Text))), cache.Sha256(f.Second.Path, f.Second.Item2)));
        Assert.Equal(19, cache.FilesRead);
        Assert.Throws<FileNotFoundException>(() => cache.Sha256(stamps[7].Path, stamps[7].Item2));
    }

    private string OldFile(string content)
    {
        var file = Path.Combine(folder, "a file");
        File.WriteAllText(file, content);
        Thread.Sleep(250);
        return file;
    }

    private (string Hash, int Reads) Hash(string file)
    {
        var cache = FileHashCache.Load(CachePath);
        var hash = cache.Sha256(file, FileStamp.TryRead(file)!.Value);
        cache.Save();
        return (hash, cache.FilesRead);
    }
}
