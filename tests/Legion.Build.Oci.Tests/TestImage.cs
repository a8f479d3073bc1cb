using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Tests;

/// <summary>Small whole images.</summary>
internal static class TestImage
{
    /// <summary>Writes an image of one gzip layer with one file and names it.</summary>
    public static Descriptor Write(OciLayout layout, string name, string text, int randomBytes = 0, Platform? platform = null)
    {
        using var writer = layout.OpenWriter(CancellationToken.None);
        var descriptor = WriteManifest(writer, text, randomBytes, platform ?? Platform.LinuxAmd64);
        writer.SetEntry(name, descriptor, CancellationToken.None);
        return descriptor;
    }

    /// <summary>Writes an index over several platforms and names it.</summary>
    public static Descriptor WriteIndex(OciLayout layout, string name, params string[] platforms)
    {
        using var writer = layout.OpenWriter(CancellationToken.None);
        var manifests = platforms.Select(Platform.Parse)
            .Select(p => WriteManifest(writer, name + p, 0, p) with { Platform = p });
        var descriptor = writer.WriteManifest(new ImageIndex { Manifests = [.. manifests] }.ToRaw());
        writer.SetEntry(name, descriptor, CancellationToken.None);
        return descriptor;
    }

    private static Descriptor WriteManifest(LayoutWriter writer, string text, int randomBytes, Platform platform)
    {
        var tar = Tar(text, randomBytes);
        using var blob = writer.CreateBlob();
        using (var gzip = new GZipStream(blob, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar);
        }

        var layer = blob.Commit(MediaTypes.LayerTarGzip);
        var config = writer.WriteBlob(MediaTypes.ImageConfig, new ImageConfig
        {
            Platform = platform,
            Config = new ContainerConfig { Cmd = ["/hello"], Labels = new ContainerConfig().Labels.Add("text", text) },
            RootFs = new RootFs([Digest.Of(tar)]),
        }.ToBytes());
        return writer.WriteManifest(new ImageManifest { Config = config, Layers = [layer] }.ToRaw());
    }

    private static byte[] Tar(string text, int randomBytes)
    {
        using var memory = new MemoryStream();
        using (var tar = new TarWriter(memory, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "hello") { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            if (randomBytes > 0)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "noise") { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(randomBytes)) });
        }

        return memory.ToArray();
    }
}
