using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("whole file é").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5_000, 5_000)]
    [InlineData(2_000_000, 2_000_000)]
    [InlineData(5_000, 4_999)] // grown since it was looked at
    [InlineData(5_000, 5_001)] // cut since it was looked at
    [InlineData(200_000, 0)]
    [InlineData(0, 5_000)]
    public void The_content_is_read_whole_whatever_size_was_expected(int size, long expected)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var path = Path.Combine(folder, "ünïcode");
        File.WriteAllBytes(path, content);
        Assert.Equal(content, WholeFile.Read(path, expected));
    }

    [Fact]
    public void A_file_that_others_write_to_can_be_read()
    {
        var path = Path.Combine(folder, "open");
        using var writer = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        writer.Write("one"u8);
        writer.Flush();
        Assert.Equal("one"u8, WholeFile.Read(path, 3));
    }

    [Fact]
    public void What_cannot_be_read_is_told_as_the_framework_tells_it()
    {
        var path = Path.Combine(folder, "none");
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => WholeFile.Read(path, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<UnauthorizedAccessException>(() => WholeFile.Read(folder, 3));
    }
}
