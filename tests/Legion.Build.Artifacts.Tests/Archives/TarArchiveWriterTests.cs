using System.Diagnostics;
using System.Formats.Tar;
using System.Text;

using Legion.Build.Artifacts.Archives;

namespace Legion.Build.Artifacts.Tests.Archives;

public sealed class TarArchiveWriterTests
{
    public static TheoryData<string> Names => new(
        "a",
        "folder/file.txt",
        new string('d', 90) + "/" + new string('f', 100),
        string.Join('/', Enumerable.Repeat(new string('s', 20), 12)),
        new string('x', 300),
        "größe/naïve-文件.txt",
        new string('n', 100),
        new string('n', 101));

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_reader_finds_every_name_and_its_content(string name)
    {
        var content = Encoding.UTF8.GetBytes("content of " + name);
        using var stream = new MemoryStream();
        using (var writer = new TarArchiveWriter(stream))
        {
            writer.WriteEntry(new() { Name = name, Mode = 0b111_101_101, UserId = 1000, ModifiedSeconds = 1_234_567_890 }, content);
        }

        stream.Position = 0;
        using var reader = new TarReader(stream);
        var entry = reader.GetNextEntry();
        Assert.NotNull(entry);
        Assert.Equal(name, entry.Name);
        Assert.Equal(1_234_567_890, entry.ModificationTime.ToUnixTimeSeconds());
        Assert.Equal((UnixFileMode)0b111_101_101, entry.Mode);
        Assert.Equal(1000, entry.Uid);
        using var read = new StreamReader(entry.DataStream!);
        Assert.Equal("content of " + name, read.ReadToEnd());
        Assert.Null(reader.GetNextEntry());
    }

    [Fact]
    public void Links_folders_large_numbers_and_pax_records_survive()
    {
        using var stream = new MemoryStream();
        using (var writer = new TarArchiveWriter(stream))
        {
            writer.WriteEntry(new() { Name = "dir/", Kind = TarEntryKind.Directory, Mode = 0b111_101_101 });
            writer.WriteEntry(new() { Name = "link", Kind = TarEntryKind.SymbolicLink, LinkName = new string('t', 150), UserId = 3_000_000, ModifiedSeconds = -5 });
            writer.WriteEntry(new() { Name = "hard", Kind = TarEntryKind.HardLink, LinkName = "dir/ü", PaxRecords = new Dictionary<string, byte[]> { ["SCHILY.xattr.user.b"] = "two"u8.ToArray(), ["SCHILY.xattr.user.a"] = "x"u8.ToArray() } });
        }

        stream.Position = 0;
        using var reader = new TarReader(stream);
        Assert.Equal(TarEntryType.Directory, reader.GetNextEntry()!.EntryType);
        var link = reader.GetNextEntry()!;
        Assert.Equal(new string('t', 150), link.LinkName);
        Assert.Equal(3_000_000, link.Uid);
        Assert.Equal(-5, link.ModificationTime.ToUnixTimeSeconds());
        var hard = (PaxTarEntry)reader.GetNextEntry()!;
        Assert.Equal("dir/ü", hard.LinkName);
        Assert.Equal("x", hard.ExtendedAttributes["SCHILY.xattr.user.a"]);
    }

    [Fact]
    public void Content_that_differs_from_its_header_is_an_error()
    {
        using var stream = new MemoryStream();
        using var writer = new TarArchiveWriter(stream);
        Assert.Throws<IOException>(() => writer.WriteEntry(new() { Name = "f", Size = 3 }, new MemoryStream([1, 2])));
        Assert.Throws<IOException>(() => writer.WriteEntry(new() { Name = "f", Size = 1 }, new MemoryStream([1, 2])));
        Assert.Throws<IOException>(() => writer.WriteEntry(new() { Name = "f", Size = 1 }));
    }

    [Fact]
    public void Gnu_tar_lists_a_gzipped_archive()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".tgz");
        try
        {
            using (var gzip = new BlockGzipStream(File.Create(path)))
            using (var writer = new TarArchiveWriter(gzip))
            {
                writer.WriteEntry(new() { Name = "chart/Chart.yaml" }, "name: chart\n"u8);
                writer.WriteEntry(new() { Name = "chart/big" }, new byte[3_000_000]);
            }

            using var tar = Process.Start(new ProcessStartInfo("tar", ["tzf", path]) { RedirectStandardOutput = true })!;
            Assert.Equal("chart/Chart.yaml\nchart/big\n", tar.StandardOutput.ReadToEnd());
            tar.WaitForExit();
            Assert.Equal(0, tar.ExitCode);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
