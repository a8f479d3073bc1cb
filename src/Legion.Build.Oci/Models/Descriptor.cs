using System.Collections.Immutable;
using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>A pointer to content: type, digest and size (image-spec, descriptor.md).</summary>
/// <param name="MediaType">What the content is.</param>
/// <param name="Digest">Its address.</param>
/// <param name="Size">Its bytes.</param>
public sealed record Descriptor(string MediaType, Digest Digest, long Size)
{
    /// <summary>Notes on the content; never null.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>What the image runs on; in indexes. Null: not said.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Other places the content can be had from; null: none.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>The content itself, base64; null: not embedded.</summary>
    public string? Data { get; init; }

    /// <summary>Type of the artifact the descriptor points to; null: not said.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The name in a layout's index (<c>org.opencontainers.image.ref.name</c>); null: none.</summary>
    public string? RefName => Annotations.GetValueOrDefault(Oci.Annotations.RefName);

    /// <summary>The same descriptor with one more annotation.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>A copy.</returns>
    public Descriptor WithAnnotation(string key, string value) =>
        this with { Annotations = Annotations.SetItem(key, value) };

    /// <summary>Describes bytes in memory.</summary>
    /// <param name="mediaType">What they are.</param>
    /// <param name="content">The bytes.</param>
    /// <returns>Their descriptor.</returns>
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, Digest.Of(content), content.Length);

    internal static Descriptor Read(JsonElement json)
    {
        var size = json.OptionalInt64("size") ?? throw new OciException("'size' is missing in a descriptor.");
        if (size < 0)
            throw new OciException($"A descriptor's size is {size}.");
        return new Descriptor(json.OptionalString("mediaType") ?? "", Digest.Parse(json.RequiredString("digest")), size)
        {
            Annotations = json.StringMap("annotations"),
            Platform = json.TryMember("platform", out _) ? Platform.Read(json.RequiredObject("platform")) : null,
            Urls = json.OptionalStrings("urls"),
            Data = json.OptionalString("data"),
            ArtifactType = json.OptionalString("artifactType"),
        };
    }

    internal void Write(Utf8JsonWriter writer, string name)
    {
        writer.WritePropertyName(name);
        Write(writer);
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("mediaType", MediaType);
        writer.WriteString("digest", Digest.ToString());
        writer.WriteNumber("size", Size);
        writer.Optional("urls", Urls);
        writer.Optional("annotations", Annotations);
        writer.Optional("data", Data);
        Platform?.Write(writer, "platform");
        writer.Optional("artifactType", ArtifactType);
        writer.WriteEndObject();
    }
}
