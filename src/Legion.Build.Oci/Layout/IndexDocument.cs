using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Legion.Build.Oci.Json;
using Legion.Build.Oci.Models;

namespace Legion.Build.Oci.Layout;

/// <summary>A layout's index.json as it stands: what we do not know in it stays as other tools wrote it.</summary>
internal sealed class IndexDocument
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject root;

    private IndexDocument(JsonObject root) => this.root = root;

    /// <summary>An index without entries.</summary>
    public static IndexDocument Empty() => new(new JsonObject
    {
        ["schemaVersion"] = 2,
        ["mediaType"] = MediaTypes.ImageIndex,
        ["manifests"] = new JsonArray(),
    });

    /// <summary>Reads a file.</summary>
    public static IndexDocument Read(byte[] json, string path)
    {
        try
        {
            _ = ImageIndex.Parse(json);
            return new IndexDocument(JsonNode.Parse(json)!.AsObject());
        }
        catch (Exception e) when (e is OciException or JsonException or ArgumentException)
        {
            throw new OciException($"'{path}' is no image index: {e.Message} Delete the layout and build again.", e);
        }
    }

    /// <summary>Points a name to content; what it pointed to before is forgotten.</summary>
    public void Set(string name, Descriptor descriptor)
    {
        Remove(name);
        var written = DeterministicJson.Write(descriptor.WithAnnotation(Annotations.RefName, name).Write);
        Manifests().Add(JsonNode.Parse(written));
    }

    /// <summary>Forgets a name.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string name)
    {
        var manifests = Manifests();
        var found = manifests.Where(m => RefName(m) == name).ToList();
        foreach (var node in found)
            manifests.Remove(node);
        return found.Count > 0;
    }

    /// <summary>The file's bytes, entries in ordinal order of name, then digest.</summary>
    public byte[] ToBytes()
    {
        var manifests = Manifests();
        var sorted = manifests
            .OrderBy(RefName, StringComparer.Ordinal)
            .ThenBy(m => m?["digest"]?.ToString(), StringComparer.Ordinal)
            .ToList();
        manifests.Clear();
        foreach (var node in sorted)
            manifests.Add(node);
        return JsonSerializer.SerializeToUtf8Bytes(root, Options);
    }

    private JsonArray Manifests()
    {
        if (root["manifests"] is JsonArray manifests)
            return manifests;
        var added = new JsonArray();
        root["manifests"] = added;
        return added;
    }

    private static string? RefName(JsonNode? entry) => entry?["annotations"]?[Annotations.RefName]?.GetValue<string>();
}
