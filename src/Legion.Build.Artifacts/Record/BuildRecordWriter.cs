using System.Text.Encodings.Web;
using System.Text.Json;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Record;

/// <summary>The record's bytes.</summary>
internal static class BuildRecordWriter
{
    // The file is read by people and scripts, never put into a web page: a plus sign in a version stays a plus sign.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToJson(BuildRecord record, bool withReasons)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", BuildRecordFile.ApiVersion);
            json.WriteString("product", record.Product);
            json.WriteStartObject("version");
            json.WriteString("semver", record.Version.SemVer);
            json.WriteString("pep440", record.Version.Pep440);
            json.WriteString("ociTag", record.Version.OciTag);
            json.WriteEndObject();
            json.WriteString("channel", record.Channel);
            json.WriteStartArray("artifacts");
            foreach (var artifact in BuildRecord.InOrder(record.Artifacts)) Write(json, artifact, withReasons);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    public static string NameOf(ArtifactKind kind) => kind switch
    {
        ArtifactKind.Chart => "chart",
        ArtifactKind.Image => "image",
        _ => "python",
    };

    private static void Write(Utf8JsonWriter json, BuiltArtifact artifact, bool withReasons)
    {
        json.WriteStartObject();
        json.WriteString("kind", NameOf(artifact.Kind));
        json.WriteString("name", artifact.Name);
        json.WriteString("version", artifact.Version);
        json.WriteString("digest", artifact.Digest);
        json.WriteNumber("size", artifact.Size);
        json.WriteString("fingerprint", artifact.Fingerprint);
        json.WriteString("how", artifact.How);
        if (withReasons)
        {
            json.WriteBoolean("rebuilt", artifact.Rebuilt);
            if (artifact.Reason is not null) json.WriteString("reason", artifact.Reason);
            json.WriteNumber("elapsedMilliseconds", (long)artifact.Elapsed.TotalMilliseconds);
        }

        json.WriteStartArray("files");
        foreach (var file in artifact.Files.OrderBy(static f => f.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("path", file.Path);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
