using System.Globalization;
using System.Text;

namespace Legion.Build.Manifest.Grammar;

/// <summary>Writes JSON with two blanks an indentation; as much of it as a schema needs.</summary>
internal sealed class JsonText
{
    private readonly StringBuilder text = new();
    private int depth;
    private bool isFirst = true;

    public JsonText Object(string? name, Action<JsonText> content) => Nest(name, '{', '}', content);

    public JsonText Array(string? name, Action<JsonText> content) => Nest(name, '[', ']', content);

    public JsonText String(string? name, string value) => Begin(name).Append(Quote(value));

    public JsonText Boolean(string? name, bool value) => Begin(name).Append(value ? "true" : "false");

    public JsonText Number(string? name, int value) => Begin(name).Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list of strings on one line.</summary>
    public JsonText Strings(string name, IEnumerable<string> values) => Begin(name).Append("[" + string.Join(", ", values.Select(Quote)) + "]");

    /// <inheritdoc/>
    public override string ToString() => text + "\n";

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c < ' ') quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    private JsonText Nest(string? name, char open, char close, Action<JsonText> content)
    {
        Begin(name).text.Append(open);
        depth++;
        isFirst = true;
        content(this);
        depth--;
        if (!isFirst) text.Append('\n').Append(' ', depth * 2);
        isFirst = false;
        return Append(close.ToString());
    }

    private JsonText Begin(string? name)
    {
        if (depth > 0) text.Append(isFirst ? "\n" : ",\n").Append(' ', depth * 2);
        isFirst = false;
        return name is null ? this : Append(Quote(name) + ": ");
    }

    private JsonText Append(string value)
    {
        text.Append(value);
        return this;
    }
}
