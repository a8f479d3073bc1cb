using System.Text.Json;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Record;

/// <summary>The record's fields, read back. Unknown fields are left to later versions; a missing one is an error.</summary>
internal static class BuildRecordReader
{
    public static BuildRecord Read(JsonElement root)
    {
        var api = Text(root, "apiVersion");
        if (api != BuildRecordFile.ApiVersion) throw new InvalidDataException($"its apiVersion is '{api}' where '{BuildRecordFile.ApiVersion}' is read");
        var version = root.GetProperty("version");
        return new()
        {
            Product = Text(root, "product"),
            Version = new(Text(version, "semver"), Text(version, "pep440"), Text(version, "ociTag")),
            Channel = Text(root, "channel"),
            Artifacts = root.GetProperty("artifacts").EnumerateArray().Select(Artifact).ToEquatableArray(),
        };
    }

    private static BuiltArtifact Artifact(JsonElement json) => new()
    {
        Kind = KindOf(Text(json, "kind")),
        Name = Text(json, "name"),
        Version = Text(json, "version"),
        Digest = Text(json, "digest"),
        Size = json.GetProperty("size").GetInt64(),
        Fingerprint = Text(json, "fingerprint"),
        How = Text(json, "how"),
        Rebuilt = json.TryGetProperty("rebuilt", out var rebuilt) && rebuilt.GetBoolean(),
        Reason = json.TryGetProperty("reason", out var reason) ? reason.GetString() : null,
        Elapsed = json.TryGetProperty("elapsedMilliseconds", out var elapsed) ? TimeSpan.FromMilliseconds(elapsed.GetInt64()) : default,
        Files = json.GetProperty("files").EnumerateArray().Select(File).ToEquatableArray(),
    };

    private static ArtifactFile File(JsonElement json)
    {
        var path = Text(json, "path");
        // A record names files of the output folder only: what is deleted or published by it must not lie elsewhere.
        if (Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..")) throw new InvalidDataException($"it names '{path}', which is not below the output folder");
        return new(path, json.GetProperty("size").GetInt64(), Text(json, "sha256"));
    }

    private static ArtifactKind KindOf(string kind) => kind switch
    {
        "chart" => ArtifactKind.Chart,
        "image" => ArtifactKind.Image,
        "python" => ArtifactKind.Python,
        _ => throw new InvalidDataException($"it has an artifact of kind '{kind}'"),
    };

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.GetString() is { } text ? text : throw new InvalidDataException($"'{name}' is missing");
}
