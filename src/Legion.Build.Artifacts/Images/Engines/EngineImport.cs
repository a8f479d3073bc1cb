using System.IO.Compression;
using System.Text.Json;

using Legion.Build.Artifacts.Archives;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Oci;
using Legion.Build.Oci.Layout;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Reads what an engine gave: an OCI layout, or an unpacked <c>docker save</c>.</summary>
/// <param name="layout">Where layers go.</param>
/// <param name="epoch">The latest time anything in a layer may have, seconds since 1970.</param>
internal sealed class EngineImport(LayoutWriter layout, long epoch)
{
    // ArgsEscaped is for Windows and deprecated (image-spec, config.md); docker sets it everywhere.
    private static readonly string[] EngineLabels = ["io.buildah.version"];

    /// <summary>Reads one platform of an image; layers of its bases are taken as they are, all others written anew, reproducibly.</summary>
    /// <param name="folder">Absolute path of what the engine gave.</param>
    /// <param name="platform">The platform.</param>
    /// <param name="bases">The bases' layers, by the digest of their content.</param>
    /// <param name="baseHistory">How many lines of history the base brings.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The configuration, free of the engine's clock, and the layers.</returns>
    public (ImageConfig Config, IReadOnlyList<AssembledLayer> Layers) Read(
        string folder, Platform platform, IReadOnlyDictionary<Digest, AssembledLayer> bases, int baseHistory, CancellationToken cancellation)
    {
        var (config, layers) = OciLayout.IsLayout(folder) ? ReadLayout(folder, platform) : ReadSaved(folder);
        var imported = new List<AssembledLayer>();
        for (var i = 0; i < layers.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            imported.Add(bases.TryGetValue(config.RootFs.DiffIds[i], out var known) ? known : Repack(layers[i], cancellation));
        }

        return (WithoutClock(config, baseHistory), imported);
    }

    private static (ImageConfig Config, IReadOnlyList<Func<Stream>> Layers) ReadLayout(string folder, Platform platform)
    {
        var source = OciLayout.Open(folder);
        var manifest = source.ReadImage(source.ReadEntries()[0].Descriptor, platform).ToImage();
        var config = ImageConfig.Parse(source.ReadBlob(manifest.Config));
        return (config, [.. manifest.Layers.Select(layer => (Func<Stream>)(() => source.OpenBlob(layer)))]);
    }

    private static (ImageConfig Config, IReadOnlyList<Func<Stream>> Layers) ReadSaved(string folder)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Join(folder, "manifest.json")));
        var image = index.RootElement[0];
        var config = ImageConfig.Parse(File.ReadAllBytes(Path.Join(folder, image.GetProperty("Config").GetString())));
        var layers = image.GetProperty("Layers").EnumerateArray().Select(layer => Path.Join(folder, layer.GetString())).ToArray();
        return (config, [.. layers.Select(static path => (Func<Stream>)(() => File.OpenRead(path)))]);
    }

    private static ImageConfig WithoutClock(ImageConfig config, int baseHistory) => config with
    {
        Created = null,
        Config = config.Config with { Labels = config.Config.Labels.RemoveRange(EngineLabels), ArgsEscaped = false },
        History = [.. config.History.Select((entry, i) => i < baseHistory ? entry : entry with { Created = null })],
    };

    private AssembledLayer Repack(Func<Stream> open, CancellationToken cancellation)
    {
        using var raw = new BufferedStream(open(), 128 * 1024);
        Span<byte> magic = stackalloc byte[2];
        var read = raw.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        using var whole = new PrefixedStream(magic[..read].ToArray(), raw);
        using Stream plain = read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? new GZipStream(whole, CompressionMode.Decompress) : whole;
        using var blob = layout.CreateBlob();
        using var target = new HashingStream(new BlockGzipStream(blob, leaveOpen: true));
        LayerRepacking.Copy(plain, target, epoch, cancellation);
        target.Dispose(); // ends the gzip member
        return new(blob.Commit(MediaTypes.LayerTarGzip), Digest.FromHash(target.Hash));
    }
}
