using System.Collections.Immutable;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>A manifest or index as the bytes it was read or written in: what is passed on between layouts and registries.</summary>
public sealed class RawManifest
{
    /// <summary>Takes bytes as they are.</summary>
    /// <param name="mediaType">What they are.</param>
    /// <param name="bytes">Kept, never written anew.</param>
    public RawManifest(string mediaType, ReadOnlyMemory<byte> bytes)
    {
        MediaType = mediaType;
        Bytes = bytes;
        Digest = Digest.Of(bytes.Span);
    }

    /// <summary>What the bytes are.</summary>
    public string MediaType { get; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Their digest.</summary>
    public Digest Digest { get; }

    /// <summary>Whether it is an index (or Docker's manifest list).</summary>
    public bool IsIndex => MediaTypes.IsIndex(MediaType);

    /// <summary>Its descriptor.</summary>
    public Descriptor Descriptor => new(MediaType, Digest, Bytes.Length);

    /// <summary>Finds out what JSON of unknown type is, by its own <c>mediaType</c> or else by its members.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="OciException">It is no manifest of a known kind.</exception>
    public static RawManifest Detect(ReadOnlyMemory<byte> bytes) => JsonReading.Read(bytes, "The manifest", root =>
    {
        var type = root.OptionalString("mediaType")
            ?? (root.TryMember("manifests", out _) ? MediaTypes.ImageIndex
                : root.TryMember("config", out _) ? MediaTypes.ImageManifest
                : throw new OciException("The JSON is neither an image manifest nor an index."));
        return new RawManifest(type, bytes);
    });

    /// <summary>Reads it as one image.</summary>
    /// <returns>The manifest.</returns>
    /// <exception cref="OciException">It is none.</exception>
    public ImageManifest ToImage() => ImageManifest.Parse(Bytes);

    /// <summary>Reads it as an index.</summary>
    /// <returns>The index.</returns>
    /// <exception cref="OciException">It is none.</exception>
    public ImageIndex ToIndex() => ImageIndex.Parse(Bytes);

    /// <summary>What it points to: an index's manifests; a manifest's configuration, then its layers.</summary>
    /// <returns>The descriptors in order; of an unknown kind of manifest, none.</returns>
    /// <exception cref="OciException">The bytes are not what the type says.</exception>
    public ImmutableArray<Descriptor> Children()
    {
        if (IsIndex)
            return ToIndex().Manifests;
        if (!MediaTypes.IsManifest(MediaType))
            return [];
        var image = ToImage();
        return [image.Config, .. image.Layers];
    }
}
