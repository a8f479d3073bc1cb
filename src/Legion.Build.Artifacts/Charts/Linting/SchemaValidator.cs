using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Validates YAML values by a JSON Schema, drafts 4 to 2020-12, so that each fault knows its line.</summary>
/// <remarks>
/// The keywords that judge are applied; <c>format</c> is an annotation, as it is for Helm. A <c>$ref</c> into the same document
/// is followed; one that leads elsewhere accepts everything, because a build does not fetch schemas.
/// </remarks>
internal sealed class SchemaValidator
{
    private const int MaximumDepth = 200;
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);
    private readonly JsonElement root;
    private int depth;

    private SchemaValidator(JsonElement root) => this.root = root;

    /// <summary>All faults, in the order of the schema.</summary>
    public static IReadOnlyList<SchemaFault> Validate(JsonElement schema, YamlNode value)
    {
        var faults = new List<SchemaFault>();
        new SchemaValidator(schema).Check(schema, value, "", "#", faults);
        return faults;
    }

    private bool Holds(JsonElement schema, YamlNode value)
    {
        var faults = new List<SchemaFault>();
        Check(schema, value, "", "#", faults);
        return faults.Count == 0;
    }

    private void Check(JsonElement schema, YamlNode value, string path, string at, List<SchemaFault> faults)
    {
        if (schema.ValueKind == JsonValueKind.False) faults.Add(new(path, value.Span, "nothing is allowed here", at));
        if (schema.ValueKind != JsonValueKind.Object || depth > MaximumDepth) return;
        depth++;
        if (schema.TryGetProperty("$ref", out var reference) && Resolve(reference.GetString() ?? "") is { } target) Check(target, value, path, at + "/$ref", faults);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (Judge(schema, keyword.Name, keyword.Value, value, path, at + "/" + keyword.Name, faults) is { } message) faults.Add(new(path, value.Span, message, at + "/" + keyword.Name));
        }

        depth--;
    }

    private string? Judge(JsonElement schema, string keyword, JsonElement argument, YamlNode value, string path, string at, List<SchemaFault> faults)
    {
        switch (keyword)
        {
            case "type":
                return Types(argument).Any(t => IsOf(value, t)) ? null : $"expected {string.Join(" or ", Types(argument))}, found {KindOf(value)}";
            case "enum":
                return argument.EnumerateArray().Any(e => AreEqual(e, value)) ? null : "must be one of " + string.Join(", ", argument.EnumerateArray().Select(static e => e.GetRawText()));
            case "const":
                return AreEqual(argument, value) ? null : "must be " + argument.GetRawText();
            case "allOf":
                foreach (var (part, i) in argument.EnumerateArray().Select(static (p, i) => (p, i))) Check(part, value, path, at + "/" + i.ToString(CultureInfo.InvariantCulture), faults);
                return null;
            case "anyOf":
                return argument.EnumerateArray().Any(p => Holds(p, value)) ? null : "satisfies none of the alternatives";
            case "oneOf":
                var held = argument.EnumerateArray().Count(p => Holds(p, value));
                return held == 1 ? null : $"satisfies {held} of the alternatives, not one";
            case "not":
                return Holds(argument, value) ? "is what the schema forbids" : null;
            case "if":
                if (schema.TryGetProperty(Holds(argument, value) ? "then" : "else", out var branch)) Check(branch, value, path, at, faults);
                return null;
            default:
                return value switch
                {
                    YamlMapping map => OfMap(schema, keyword, argument, map, path, at, faults),
                    YamlSequence list => OfList(schema, keyword, argument, list, path, at, faults),
                    YamlScalar scalar => OfScalar(schema, keyword, argument, GoScalar.Resolve(scalar)),
                    _ => null,
                };
        }
    }

    private string? OfMap(JsonElement schema, string keyword, JsonElement argument, YamlMapping map, string path, string at, List<SchemaFault> faults)
    {
        switch (keyword)
        {
            case "required" when argument.ValueKind == JsonValueKind.Array:
                var missing = argument.EnumerateArray().Select(static r => r.GetString() ?? "").Where(r => map.Find(r) is null).ToList();
                return missing.Count == 0 ? null : "missing " + string.Join(", ", missing.Select(static m => "'" + m + "'"));
            case "minProperties":
                return map.Entries.Count < argument.GetDouble() ? $"has fewer than {argument.GetRawText()} keys" : null;
            case "maxProperties":
                return map.Entries.Count > argument.GetDouble() ? $"has more than {argument.GetRawText()} keys" : null;
            case "properties":
                foreach (var property in argument.EnumerateObject())
                {
                    if (map.Find(property.Name) is { } entry) Check(property.Value, entry.Value, Join(path, property.Name), at + "/" + property.Name, faults);
                }

                return null;
            case "patternProperties":
                foreach (var property in argument.EnumerateObject())
                {
                    foreach (var entry in map.Entries.Where(e => IsMatch(property.Name, e.Key ?? ""))) Check(property.Value, entry.Value, Join(path, entry.Key ?? ""), at, faults);
                }

                return null;
            case "additionalProperties":
                foreach (var entry in map.Entries.Where(e => !IsNamed(schema, e.Key ?? "")))
                {
                    if (argument.ValueKind == JsonValueKind.False) faults.Add(new(Join(path, entry.Key ?? ""), entry.KeySpan, "the key is not allowed", at));
                    else Check(argument, entry.Value, Join(path, entry.Key ?? ""), at, faults);
                }

                return null;
            case "propertyNames":
                return map.Entries.FirstOrDefault(e => !Holds(argument, e.KeyNode)) is { } odd ? $"the key '{odd.Key}' is not allowed" : null;
            case "dependentRequired" or "dependencies":
                foreach (var rule in argument.EnumerateObject().Where(r => map.Find(r.Name) is not null))
                {
                    if (rule.Value.ValueKind == JsonValueKind.Object) Check(rule.Value, map, path, at, faults);
                    else if (rule.Value.ValueKind == JsonValueKind.Array && rule.Value.EnumerateArray().FirstOrDefault(r => map.Find(r.GetString() ?? "") is null) is { ValueKind: JsonValueKind.String } lacking) return $"'{rule.Name}' needs '{lacking.GetString()}' beside it";
                }

                return null;
            default:
                return null;
        }
    }

    private string? OfList(JsonElement schema, string keyword, JsonElement argument, YamlSequence list, string path, string at, List<SchemaFault> faults)
    {
        switch (keyword)
        {
            case "minItems":
                return list.Items.Count < argument.GetDouble() ? $"has fewer than {argument.GetRawText()} elements" : null;
            case "maxItems":
                return list.Items.Count > argument.GetDouble() ? $"has more than {argument.GetRawText()} elements" : null;
            case "uniqueItems" when argument.ValueKind == JsonValueKind.True:
                return list.Items.Select(Canonical).Distinct(StringComparer.Ordinal).Count() < list.Items.Count ? "has an element twice" : null;
            case "contains":
                return list.Items.Any(i => Holds(argument, i)) ? null : "has no element the schema asks for";
            case "prefixItems" or "items" when argument.ValueKind == JsonValueKind.Array:
                foreach (var (part, i) in argument.EnumerateArray().Select(static (p, i) => (p, i)).Where(p => p.i < list.Items.Count)) Check(part, list.Items[i], Join(path, i), at, faults);
                return null;
            case "items":
                var skip = schema.TryGetProperty("prefixItems", out var prefix) ? prefix.GetArrayLength() : 0;
                for (var i = skip; i < list.Items.Count; i++) Check(argument, list.Items[i], Join(path, i), at, faults);
                return null;
            default:
                return null;
        }
    }

    private static string? OfScalar(JsonElement schema, string keyword, JsonElement argument, object? value)
    {
        if (value is string text)
        {
            return keyword switch
            {
                "minLength" => new StringInfo(text).LengthInTextElements < argument.GetDouble() ? $"is shorter than {argument.GetRawText()} characters" : null,
                "maxLength" => new StringInfo(text).LengthInTextElements > argument.GetDouble() ? $"is longer than {argument.GetRawText()} characters" : null,
                "pattern" => IsMatch(argument.GetString() ?? "", text) ? null : $"does not match {argument.GetRawText()}",
                _ => null,
            };
        }

        // Draft 4 writes exclusiveMinimum as a truth value beside minimum; it is judged there.
        if (value is null or bool || argument.ValueKind != JsonValueKind.Number) return null;
        var (number, limit) = (Convert.ToDouble(value, CultureInfo.InvariantCulture), argument.GetDouble());
        return keyword switch
        {
            "minimum" => number < limit || (number <= limit && IsTrue(schema, "exclusiveMinimum")) ? $"is below {argument.GetRawText()}" : null,
            "maximum" => number > limit || (number >= limit && IsTrue(schema, "exclusiveMaximum")) ? $"is above {argument.GetRawText()}" : null,
            "exclusiveMinimum" => number <= limit ? $"is not above {argument.GetRawText()}" : null,
            "exclusiveMaximum" => number >= limit ? $"is not below {argument.GetRawText()}" : null,
            "multipleOf" => Math.Abs((number / limit) - Math.Round(number / limit)) > 1e-9 ? $"is no multiple of {argument.GetRawText()}" : null,
            _ => null,
        };
    }

    private static bool IsTrue(JsonElement schema, string key) => schema.TryGetProperty(key, out var flag) && flag.ValueKind == JsonValueKind.True;

    private static IEnumerable<string> Types(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Array ? argument.EnumerateArray().Select(static t => t.GetString() ?? "") : [argument.GetString() ?? ""];

    private static bool IsOf(YamlNode value, string type) => KindOf(value) is var kind && (kind == type || (type == "number" && kind == "integer"));

    private static string KindOf(YamlNode value) => value switch
    {
        YamlMapping => "object",
        YamlSequence => "array",
        _ => GoScalar.Resolve((YamlScalar)value) switch
        {
            null => "null",
            bool => "boolean",
            string => "string",
            double d when Math.Floor(d) != d || double.IsInfinity(d) => "number",
            _ => "integer",
        },
    };

    private static bool AreEqual(JsonElement json, YamlNode value)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return value is YamlMapping map && map.Entries.Count == json.EnumerateObject().Count() && json.EnumerateObject().All(p => map.Find(p.Name) is { } e && AreEqual(p.Value, e.Value));
            case JsonValueKind.Array:
                return value is YamlSequence list && list.Items.Count == json.GetArrayLength() && json.EnumerateArray().Zip(list.Items).All(static p => AreEqual(p.First, p.Second));
            default:
                if (value is not YamlScalar scalar) return false;
                return (json.ValueKind, GoScalar.Resolve(scalar)) switch
                {
                    (JsonValueKind.Null, null) => true,
                    (JsonValueKind.True, true) or (JsonValueKind.False, false) => true,
                    (JsonValueKind.String, string s) => s == json.GetString(),
                    (JsonValueKind.Number, not (null or bool or string) and var n) => Convert.ToDouble(n, CultureInfo.InvariantCulture).Equals(json.GetDouble()),
                    _ => false,
                };
        }
    }

    private static string Canonical(YamlNode node) => new OciForm.GoJson().Value(node).ToString();

    private static bool IsNamed(JsonElement schema, string key) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(p => IsMatch(p.Name, key)));

    private static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, PatternTimeout);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            return true; // a pattern of another dialect cannot be judged here
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : path + "." + key;

    private static string Join(string path, int index) => path + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";

    private JsonElement? Resolve(string reference)
    {
        if (!reference.StartsWith('#')) return null;
        var target = root;
        foreach (var raw in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var part = Uri.UnescapeDataString(raw).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (target.ValueKind == JsonValueKind.Object && target.TryGetProperty(part, out var next)) target = next;
            else if (target.ValueKind == JsonValueKind.Array && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < target.GetArrayLength()) target = target[i];
            else return null;
        }

        return target;
    }
}
