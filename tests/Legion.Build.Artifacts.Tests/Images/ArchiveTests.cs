using System.Formats.Tar;

namespace Legion.Build.Artifacts.Tests.Images;

/// <summary>ADD of archives as the tools of each compression make them.</summary>
public class ArchiveTests
{
    [Theory]
    [InlineData("xz", "xz -c in.tar")]
    [InlineData("xz", "xz -c --check=sha256 --block-size=100000 in.tar")]
    [InlineData("xz", "(head -c 300000 in.tar | xz -c; printf '\\0\\0\\0\\0'; tail -c +300001 in.tar | xz -c)")]
    [InlineData("bzip2", "bzip2 -c in.tar")]
    [InlineData("bzip2", "(head -c 300000 in.tar | bzip2 -c; tail -c +300001 in.tar | bzip2 -c)")]
    [InlineData("zstd", "zstd -qc in.tar")]
    [InlineData("zstd", "zstd -19 --long=27 -qc in.tar")]
    [InlineData("zstd", "(head -c 300000 in.tar | zstd -qc; tail -c +300001 in.tar | zstd -qc)")]
    [InlineData("gzip", "(head -c 300000 in.tar | gzip -c; tail -c +300001 in.tar | gzip -c)")]
    public async Task ADD_unpacks_what_its_own_tool_compressed(string tool, string command)
    {
        Tool.Need(tool, tool == "xz" ? "xz-utils" : tool);
        using var workspace = await CompressAsync(command);
        await workspace.BuildOneAsync();
        var layer = await Tool.RunAsync("bash", "-c", $"for blob in '{workspace.Layout}'/blobs/sha256/*; do tar tzf $blob 2>/dev/null; done; true");
        Assert.Equal(["added/", "added/0", "added/1", "added/2"], layer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        var last = await Tool.RunAsync("bash", "-c", $"for blob in '{workspace.Layout}'/blobs/sha256/*; do tar xzOf $blob added/2 2>/dev/null | sha256sum | grep -v e3b0c44298fc; done; true");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Content(2))), last.Split(' ')[0]);
    }

    [Theory]
    [Trips]
    [InlineData("xz", "xz -c in.tar")]
    [InlineData("bzip2", "bzip2 -c in.tar")]
    [InlineData("zstd", "zstd -qc in.tar")]
    [InlineData("gzip", "gzip -c in.tar")]
    public async Task An_archive_that_ends_too_early_is_an_error_at_the_line(string tool, string command)
    {
        Tool.Need(tool, tool == "xz" ? "xz-utils" : tool);
        using var workspace = await CompressAsync(command);
        var path = Path.Join(workspace.Root, "web/a");
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 10 * 9)]);
        Assert.Empty(await workspace.BuildAsync());
        var error = Assert.Single(workspace.Log.Diagnostics, static d => d.Rule.Id == "LEGION320");
        Assert.Equal(1, error.Location.Span.StartLine);
    }

    private static byte[] Content(int seed)
    {
        var bytes = new byte[400_000];
        var random = new Random(seed);
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.Next(seed == 1 ? 256 : 20);
        return bytes;
    }

    private static async Task<Workspace> CompressAsync(string command)
    {
        var workspace = new Workspace().Manifest("web: { dockerfile: web }").File("web/Dockerfile", "FROM scratch\nADD a /added/\n");
        var plain = Path.Join(workspace.Folder, "in.tar");
        await using (var tar = new TarWriter(File.Create(plain)))
        {
            for (var i = 0; i < 3; i++) await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, FormattableString.Invariant($"{i}")) { DataStream = new MemoryStream(Content(i)) });
        }

        await Tool.RunAsync("bash", "-ec", $"cd '{workspace.Folder}' && {command} > src/web/a");
        return workspace;
    }
}
