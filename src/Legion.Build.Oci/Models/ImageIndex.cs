using System.Collections.Immutable;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>Several manifests under one name, usually one a platform (image-spec, image-index.md).</summary>
public sealed record ImageIndex
{
    /// <summary>OCI's index type or Docker's manifest list type.</summary>
    public string MediaType { get; init; } = MediaTypes.ImageIndex;

    /// <summary>What kind of artifact it is; null: images.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The manifests.</summary>
    public ImmutableArray<Descriptor> Manifests { get; init; } = [];

    /// <summary>Another manifest this one is about; null: none.</summary>
    public Descriptor? Subject { get; init; }

    /// <summary>Notes; never null.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Reads an index of OCI or a manifest list of Docker.</summary>
    /// <param name="json">Its bytes.</param>
    /// <returns>The index.</returns>
    /// <exception cref="OciException">It is no index.</exception>
    public static ImageIndex Parse(ReadOnlyMemory<byte> json) => JsonReading.Read(json, "The image index", root =>
    {
        if (root.OptionalInt64("schemaVersion") != 2)
            throw new OciException("The image index's 'schemaVersion' is not 2.");
        // One document read as two kinds is CVE-2021-41190's confusion.
        if (root.TryMember("layers", out _) || root.TryMember("config", out _))
            throw new OciException("The image index has 'config' or 'layers': it claims to be an image manifest as well.");
        return new ImageIndex
        {
            MediaType = root.OptionalString("mediaType") ?? MediaTypes.ImageIndex,
            ArtifactType = root.OptionalString("artifactType"),
            Manifests = root.Objects("manifests", Descriptor.Read),
            Subject = root.TryMember("subject", out _) ? Descriptor.Read(root.RequiredObject("subject")) : null,
            Annotations = root.StringMap("annotations"),
        };
    });

    /// <summary>The first manifest for a platform; an entry that says no platform serves when it is the only one.</summary>
    /// <param name="platform">What is wanted.</param>
    /// <returns>The manifest's descriptor, or null.</returns>
    public Descriptor? Choose(Platform platform)
    {
        var candidates = Manifests.Where(m => m.Platform?.Satisfies(platform) == true).ToList();
        return candidates.Find(m => m.Platform!.Variant == platform.Variant)
            ?? candidates.FirstOrDefault()
            ?? (Manifests is [{ Platform: null } only] ? only : null);
    }

    /// <summary>The index as JSON; the same value gives the same bytes everywhere.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] ToBytes() => DeterministicJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("schemaVersion", 2);
        writer.WriteString("mediaType", MediaType);
        writer.Optional("artifactType", ArtifactType);
        writer.WriteStartArray("manifests");
        foreach (var manifest in Manifests)
            manifest.Write(writer);
        writer.WriteEndArray();
        Subject?.Write(writer, "subject");
        writer.Optional("annotations", Annotations);
        writer.WriteEndObject();
    });

    /// <summary>The index in the form layouts and registries take.</summary>
    /// <returns>Its bytes with their type and digest.</returns>
    public RawManifest ToRaw() => new(MediaType, ToBytes());
}
