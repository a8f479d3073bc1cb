using System.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>Text inside documentation comments.</summary>
internal static class XmlText
{
    /// <summary>
    /// Escapes text for one line of a documentation comment: markup characters by entity, any run of white space (line ends of C#,
    /// such as U+2028, among it) as one space, and characters that XML 1.0 does not know as U+FFFD.
    /// </summary>
    public static string Escape(string value)
    {
        if (IsSimple(value)) return value;
        var result = new StringBuilder(value.Length + 16);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsWhiteSpace(c))
            {
                if (result.Length > 0 && result[result.Length - 1] != ' ') result.Append(' ');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                result.Append(c).Append(value[++i]);
            }
            else
            {
                Append(result, c);
            }
        }

        return result.ToString().TrimEnd(' ');
    }

    private static bool IsSimple(string value)
    {
        var before = ' ';
        foreach (var c in value)
        {
            if (c is < ' ' or > '~' or '<' or '>' or '&' || (c == ' ' && before == ' ')) return false;
            before = c;
        }

        return before != ' ';
    }

    private static void Append(StringBuilder result, char c)
    {
        switch (c)
        {
            case '<': result.Append("&lt;"); break;
            case '>': result.Append("&gt;"); break;
            case '&': result.Append("&amp;"); break;
            case < ' ' or '\uFFFE' or '\uFFFF': result.Append('\uFFFD'); break;
            default: result.Append(char.IsSurrogate(c) ? '\uFFFD' : c); break;
        }
    }

    /// <summary>Escapes text for an attribute's value in double quotes.</summary>
    public static string Attribute(string value) => Escape(value).Replace("\"", "&quot;");

    /// <summary>A sentence: the text with a full stop, if it has no end of its own.</summary>
    public static string Sentence(string value)
    {
        var text = Escape(value);
        return HasEnd(text) ? text : text + ".";
    }

    /// <summary>Writes a sentence.</summary>
    public static void AddSentence(CodeWriter code, string value)
    {
        var text = Escape(value);
        code.Add(text);
        if (!HasEnd(text)) code.Add(".");
    }

    private static bool HasEnd(string text) => text.Length == 0 || text[text.Length - 1] is '.' or '!' or '?' or ';';
}
