using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Legion.Build.Oci.Json;

/// <summary>JSON whose bytes depend on the value alone: compact, members in a fixed order, maps sorted ordinally, no escapes JSON does not ask for.</summary>
internal static class DeterministicJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The default encoder escapes '+' of media types and every non-ASCII letter; other tools do not.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
    };

    /// <summary>Writes one value.</summary>
    /// <param name="write">Writes it.</param>
    /// <returns>UTF-8, no byte order mark, no newline at the end.</returns>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A string member, left out when null.</summary>
    public static void Optional(this Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    /// <summary>A list member, left out when null.</summary>
    public static void Optional(this Utf8JsonWriter writer, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
            return;
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }

    /// <summary>A map member, sorted; left out when empty.</summary>
    public static void Optional(this Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var pair in values.OrderBy(p => p.Key, StringComparer.Ordinal))
            writer.WriteString(pair.Key, pair.Value);
        writer.WriteEndObject();
    }

    /// <summary>A set written as a map to empty objects, as Go's <c>map[string]struct{}</c> is; left out when empty.</summary>
    public static void OptionalSet(this Utf8JsonWriter writer, string name, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartObject(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            writer.WriteStartObject(value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
