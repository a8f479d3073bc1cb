using System.Text.Encodings.Web;
using System.Text.Json;
using Legion.Build.Artifacts.Files;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Records;

/// <summary>Reads and writes <c>releases/CHANNEL-VERSION.json</c>. Equal records give equal bytes.</summary>
public static class ReleaseRecordFile
{
    private const string ApiVersion = "legion.build/release/v1";
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record's place.</summary>
    /// <param name="outputPath">The artifacts' folder.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="version">The version, SemVer.</param>
    public static string PathOf(string outputPath, string channel, string version) => Path.Combine(outputPath, "releases", channel + "-" + version + ".json");

    /// <summary>Writes a record whole.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="record">The record.</param>
    public static void Write(string path, ReleaseRecord record)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", ApiVersion);
            json.WriteString("product", record.Product);
            json.WriteString("channel", record.Channel);
            json.WriteString("version", record.Version);
            json.WriteStartArray("items");
            foreach (var item in record.Items) ReleaseItemJson.Write(json, item);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        AtomicFile.WriteIfChanged(path, buffer.ToArray());
    }

    /// <summary>Reads a record.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Null when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is no release record; the message says which and why.</exception>
    public static ReleaseRecord? TryRead(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var api = ReleaseItemJson.Text(root, "apiVersion");
            if (api != ApiVersion) throw new FormatException($"its apiVersion is '{api}' where '{ApiVersion}' is read");
            return new()
            {
                Product = ReleaseItemJson.Text(root, "product"),
                Channel = ReleaseItemJson.Text(root, "channel"),
                Version = ReleaseItemJson.Text(root, "version"),
                Items = new([.. root.GetProperty("items").EnumerateArray().Select(ReleaseItemJson.Read)]),
            };
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is no release record this version reads ({e.Message}). Restore it, or delete it and build that version again.", e);
        }
    }
}
