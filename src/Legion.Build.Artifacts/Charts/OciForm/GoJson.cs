using System.Globalization;
using System.Text;

using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Artifacts.Charts.OciForm;

/// <summary>Writes JSON byte for byte as Go's encoding/json does, because Helm hashes what it writes.</summary>
internal sealed class GoJson
{
    private readonly StringBuilder text = new();
    private bool needsComma;

    /// <summary>The JSON so far.</summary>
    public override string ToString() => text.ToString();

    /// <summary>Opens an object or array, <c>{</c> or <c>[</c>.</summary>
    public GoJson Open(char bracket)
    {
        Separate();
        text.Append(bracket);
        needsComma = false;
        return this;
    }

    /// <summary>Closes one.</summary>
    public GoJson Close(char bracket)
    {
        text.Append(bracket);
        needsComma = true;
        return this;
    }

    /// <summary>Writes a key.</summary>
    public GoJson Key(string key)
    {
        Separate();
        Append(text, key);
        text.Append(':');
        needsComma = false;
        return this;
    }

    /// <summary>Writes a text.</summary>
    public GoJson Text(string value)
    {
        Separate();
        Append(text, value);
        return this;
    }

    /// <summary>Writes a key with a text, unless the text is empty.</summary>
    public GoJson Field(string key, string value) => value.Length == 0 ? this : Key(key).Text(value);

    /// <summary>Writes a key with a list of texts, unless it is empty.</summary>
    public GoJson Field(string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0) return this;
        Key(key).Open('[');
        foreach (var value in values) Text(value);
        return Close(']');
    }

    /// <summary>Writes JSON as it is.</summary>
    public GoJson Raw(string json)
    {
        Separate();
        text.Append(json);
        return this;
    }

    /// <summary>Writes a YAML value as Helm would after reading it into no particular type: maps in order of their keys.</summary>
    public GoJson Value(YamlNode node)
    {
        switch (node)
        {
            case YamlMapping map:
                Open('{');
                foreach (var entry in map.Entries.OrderBy(static e => e.Key, StringComparer.Ordinal)) Key(entry.Key ?? "").Value(entry.Value);
                return Close('}');
            case YamlSequence list:
                Open('[');
                foreach (var item in list.Items) Value(item);
                return Close(']');
            default:
                return GoScalar.Resolve((YamlScalar)node) switch
                {
                    null => Raw("null"),
                    bool b => Raw(b ? "true" : "false"),
                    string s => Text(s),
                    var number => Raw(string.Create(CultureInfo.InvariantCulture, $"{number}")),
                };
        }
    }

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)), // HTML-safe by default
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private void Separate()
    {
        if (needsComma) text.Append(',');
        needsComma = true;
    }
}
