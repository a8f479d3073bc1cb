using System.Collections.Immutable;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>One image for one platform (image-spec, manifest.md).</summary>
/// <remarks>A foreign manifest is read through this and passed on as the bytes it came in (<see cref="RawManifest"/>): written anew it would be another digest.</remarks>
public sealed record ImageManifest
{
    /// <summary>OCI's or Docker's manifest type.</summary>
    public string MediaType { get; init; } = MediaTypes.ImageManifest;

    /// <summary>What kind of artifact it is, when it is no image; null: an image.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The configuration.</summary>
    public required Descriptor Config { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public ImmutableArray<Descriptor> Layers { get; init; } = [];

    /// <summary>Another manifest this one is about; null: none.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Notes; never null.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Reads a manifest of OCI or Docker.</summary>
    /// <param name="json">Its bytes.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="OciException">It is no image manifest.</exception>
    public static ImageManifest Parse(ReadOnlyMemory<byte> json) => JsonReading.Read(json, "The image manifest", root =>
    {
        if (root.OptionalInt64("schemaVersion") != 2)
            throw new OciException("The image manifest's 'schemaVersion' is not 2; images of that age must be pushed anew by a current tool.");
        // One document read as two kinds is CVE-2021-41190's confusion.
        if (root.TryMember("manifests", out _))
            throw new OciException("The image manifest has 'manifests': it claims to be an index as well.");
        return new ImageManifest
        {
            MediaType = root.OptionalString("mediaType") ?? MediaTypes.ImageManifest,
            ArtifactType = root.OptionalString("artifactType"),
            Config = Descriptor.Read(root.RequiredObject("config")),
            Layers = root.Objects("layers", Descriptor.Read),
            Subject = root.TryMember("subject", out _) ? Descriptor.Read(root.RequiredObject("subject")) : null,
            Annotations = root.StringMap("annotations"),
        };
    });

    /// <summary>The manifest as JSON; the same value gives the same bytes everywhere.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] ToBytes() => DeterministicJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 2);
        writer.WriteString("mediaType", MediaType);
        writer.Optional("artifactType", ArtifactType);
        Config.Write(writer, "config");
        writer.WriteStartArray("layers");
        foreach (var layer in Layers)
            layer.Write(writer);
        writer.WriteEndArray();
        Subject?.Write(writer, "subject");
        writer.Optional("annotations", Annotations);
        writer.WriteEndObject();
    });

    /// <summary>The manifest in the form layouts and registries take.</summary>
    /// <returns>Its bytes with their type and digest.</returns>
    public RawManifest ToRaw() => new(MediaType, ToBytes());
}
