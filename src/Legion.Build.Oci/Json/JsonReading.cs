using System.Collections.Immutable;
using System.Text.Json;

namespace Legion.Build.Oci.Json;

/// <summary>Reads members of foreign JSON; a member of the wrong kind is an <see cref="OciException"/> that names it.</summary>
internal static class JsonReading
{
    // Deeper than any manifest; a hostile document must not run the stack out.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>Parses an object and reads a value from it.</summary>
    public static T Read<T>(ReadOnlyMemory<byte> json, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            Expect(document.RootElement, JsonValueKind.Object, what);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new OciException($"{what} is no JSON: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // System.Text.Json's answer to invalid UTF-8 inside a string.
            throw new OciException($"{what} is no valid JSON: {e.Message}", e);
        }
    }

    /// <summary>A member that is there and not null.</summary>
    public static bool TryMember(this JsonElement parent, string name, out JsonElement member) =>
        parent.TryGetProperty(name, out member) && member.ValueKind != JsonValueKind.Null;

    /// <summary>A string, or null when it is not there.</summary>
    public static string? OptionalString(this JsonElement parent, string name) =>
        parent.TryMember(name, out var member) ? Expect(member, JsonValueKind.String, name).GetString() : null;

    /// <summary>A string that must be there.</summary>
    public static string RequiredString(this JsonElement parent, string name) =>
        parent.OptionalString(name) ?? throw new OciException($"'{name}' is missing.");

    /// <summary>A whole number, or null when it is not there.</summary>
    public static long? OptionalInt64(this JsonElement parent, string name)
    {
        if (!parent.TryMember(name, out var member))
            return null;
        return Expect(member, JsonValueKind.Number, name).TryGetInt64(out var value)
            ? value
            : throw new OciException($"'{name}' is no whole number.");
    }

    /// <summary>True or false; false when it is not there.</summary>
    public static bool OptionalBoolean(this JsonElement parent, string name) =>
        parent.TryMember(name, out var member) && member.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new OciException($"'{name}' is neither true nor false."),
        };

    /// <summary>A list of strings, or null when it is not there.</summary>
    public static ImmutableArray<string>? OptionalStrings(this JsonElement parent, string name) =>
        parent.TryMember(name, out var member)
            ? [.. Expect(member, JsonValueKind.Array, name).EnumerateArray().Select(e => Expect(e, JsonValueKind.String, name).GetString()!)]
            : null;

    /// <summary>A list of objects; empty when it is not there.</summary>
    public static ImmutableArray<T> Objects<T>(this JsonElement parent, string name, Func<JsonElement, T> read) =>
        parent.TryMember(name, out var member)
            ? [.. Expect(member, JsonValueKind.Array, name).EnumerateArray().Select(e => read(Expect(e, JsonValueKind.Object, name)))]
            : [];

    /// <summary>A map of strings; empty when it is not there.</summary>
    public static ImmutableSortedDictionary<string, string> StringMap(this JsonElement parent, string name)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (parent.TryMember(name, out var member))
        {
            foreach (var property in Expect(member, JsonValueKind.Object, name).EnumerateObject())
                map[property.Name] = Expect(property.Value, JsonValueKind.String, $"{name}.{property.Name}").GetString()!;
        }

        return map.ToImmutable();
    }

    /// <summary>The keys of a map; empty when it is not there.</summary>
    public static ImmutableSortedSet<string> Keys(this JsonElement parent, string name) =>
        parent.TryMember(name, out var member)
            ? Expect(member, JsonValueKind.Object, name).EnumerateObject().Select(p => p.Name).ToImmutableSortedSet(StringComparer.Ordinal)
            : ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>An object that must be there.</summary>
    public static JsonElement RequiredObject(this JsonElement parent, string name) =>
        parent.TryMember(name, out var member)
            ? Expect(member, JsonValueKind.Object, name)
            : throw new OciException($"'{name}' is missing.");

    private static JsonElement Expect(JsonElement element, JsonValueKind kind, string name) => element.ValueKind == kind
        ? element
        : throw new OciException($"'{name}' is {element.ValueKind}, expected {kind}.");
}
