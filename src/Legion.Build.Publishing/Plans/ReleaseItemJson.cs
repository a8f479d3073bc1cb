using System.Text.Json;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Plans;

/// <summary>An item's fields in plans and release records.</summary>
internal static class ReleaseItemJson
{
    /// <summary>Writes an item as an object.</summary>
    public static void Write(Utf8JsonWriter json, ReleaseItem item)
    {
        json.WriteStartObject();
        WriteFields(json, item);
        json.WriteEndObject();
    }

    /// <summary>Writes an item's fields into an object begun by the caller.</summary>
    public static void WriteFields(Utf8JsonWriter json, ReleaseItem item)
    {
        json.WriteString("role", Name(item.Role));
        if (item.Kind is { } kind) json.WriteString("kind", Name(kind));
        json.WriteString("name", item.Name);
        json.WriteString("version", item.Version);
        json.WriteString("repository", item.Repository);
        json.WriteString("address", item.Address);
        json.WriteString("reference", item.Reference);
        json.WriteString("key", item.Key);
        json.WriteString("digest", item.Digest);
        json.WriteNumber("size", item.Size);
        json.WriteStartArray("files");
        foreach (var file in item.Files)
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads an item.</summary>
    /// <exception cref="FormatException">A field is wrong.</exception>
    public static ReleaseItem Read(JsonElement json) => new()
    {
        Role = Enum.Parse<ItemRole>(Text(json, "role"), ignoreCase: true),
        Kind = json.TryGetProperty("kind", out var kind) ? Enum.Parse<ArtifactKind>(kind.GetString()!, ignoreCase: true) : null,
        Name = Text(json, "name"),
        Version = Text(json, "version"),
        Repository = Text(json, "repository"),
        Address = Text(json, "address"),
        Reference = Text(json, "reference"),
        Key = Text(json, "key"),
        Digest = Text(json, "digest"),
        Size = json.GetProperty("size").GetInt64(),
        Files = json.GetProperty("files").EnumerateArray().Select(ReadFile).ToEquatableArray(),
    };

    /// <summary>A value's name as JSON writes it.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>A text field.</summary>
    /// <exception cref="FormatException">It is null.</exception>
    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static ArtifactFile ReadFile(JsonElement json)
    {
        var path = Text(json, "path");
        // A plan publishes files of the output folder only.
        if (Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..")) throw new FormatException($"it names '{path}', which is not below the output folder");
        return new(path, json.GetProperty("size").GetInt64(), Text(json, "sha256"));
    }
}
