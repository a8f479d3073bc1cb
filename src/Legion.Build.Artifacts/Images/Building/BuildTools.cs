using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci.Layout;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>What all builders of one build share.</summary>
internal sealed record BuildTools
{
    /// <summary>The build.</summary>
    public required BuildContext Build { get; init; }

    /// <summary>How images are built.</summary>
    public required ImageOptions Options { get; init; }

    /// <summary>Where images go.</summary>
    public required LayoutWriter Layout { get; init; }

    /// <summary>Writes and remembers layers.</summary>
    public required LayerStore Layers { get; init; }

    /// <summary>The images Dockerfiles begin from.</summary>
    public required BaseImages Bases { get; init; }

    /// <summary>Remembers the files' hashes.</summary>
    public required FileHashCache Hashes { get; init; }

    /// <summary>Absolute path of a folder for scratch.</summary>
    public required string Scratch { get; init; }

    /// <summary>What assembling, or checking, an image for one of its platforms works with.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="platform">Index of the platform.</param>
    /// <param name="context">Its context as a tree.</param>
    /// <param name="unpacker">Uncompresses archives.</param>
    public AssemblyInput Input(PreparedImage prepared, int platform, ImageTree context, Unpacker unpacker) => new()
    {
        Image = prepared.Image,
        Plan = prepared.Plans[platform],
        Platform = prepared.Platforms[platform],
        Context = prepared.Context,
        ContextTree = context,
        Root = Build.Root,
        SourcesPlace = Build.Sources.Key(SourceMap.PathOf("images", prepared.Image.Name, "sources")).ToString(),
        Bases = Bases,
        Unpacker = unpacker,
    };

    /// <summary>Brings layers of bases to the layout, unless they are there.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="bases">The images they may be of.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async Task BringAsync(IEnumerable<AssembledLayer> layers, IEnumerable<BaseImage> bases, CancellationToken cancellation)
    {
        var sources = bases.ToArray();
        foreach (var layer in layers.Where(layer => !Layout.Layout.Contains(layer.Descriptor)))
        {
            var source = sources.First(image => image.Layout.Contains(layer.Descriptor));
            await using var blob = source.Layout.OpenBlob(layer.Descriptor);
            await Layout.WriteBlobAsync(layer.Descriptor, blob, cancellation);
        }
    }
}
