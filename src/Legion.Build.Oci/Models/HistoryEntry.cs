using System.Text.Json;
using Legion.Build.Oci.Json;

namespace Legion.Build.Oci.Models;

/// <summary>How a layer, or a change without one, came to be (image-spec, config.md "history").</summary>
public sealed record HistoryEntry
{
    /// <summary>RFC 3339; null: not said.</summary>
    public string? Created { get; init; }

    /// <summary>The instruction.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who did it.</summary>
    public string? Author { get; init; }

    /// <summary>A note.</summary>
    public string? Comment { get; init; }

    /// <summary>True when the entry has no layer.</summary>
    public bool EmptyLayer { get; init; }

    internal static HistoryEntry Read(JsonElement json) => new()
    {
        Created = json.OptionalString("created"),
        CreatedBy = json.OptionalString("created_by"),
        Author = json.OptionalString("author"),
        Comment = json.OptionalString("comment"),
        EmptyLayer = json.OptionalBoolean("empty_layer"),
    };

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.Optional("created", Created);
        writer.Optional("created_by", CreatedBy);
        writer.Optional("author", Author);
        writer.Optional("comment", Comment);
        if (EmptyLayer)
            writer.WriteBoolean("empty_layer", value: true);
        writer.WriteEndObject();
    }
}
