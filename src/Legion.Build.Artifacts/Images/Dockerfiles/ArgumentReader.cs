using System.Text;
using System.Text.Json;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>Splits the text after an instruction's flags as the instruction's grammar has it.</summary>
internal static class ArgumentReader
{
    private static readonly JsonReaderOptions Json = new() { AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Words between white space, quotes and all.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Where the arguments begin in it.</param>
    public static List<Argument> Words(LogicalLine line, int start)
    {
        var text = line.Text;
        var words = new List<Argument>();
        for (var at = start; at < text.Length;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var from = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at])) at++;
            if (at > from) words.Add(new(text[from..at], line.Span(from, at - from)));
        }

        return words;
    }

    /// <summary>Words between white space that stands neither in quotes nor after an escape; quotes and escapes stay.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Where the arguments begin in it.</param>
    /// <param name="escape">The escape character.</param>
    public static List<Argument> QuotedWords(LogicalLine line, int start, char escape)
    {
        var text = line.Text;
        var words = new List<Argument>();
        for (var at = start; at < text.Length;)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            var from = at;
            var word = new StringBuilder();
            var quote = '\0';
            for (; at < text.Length && (quote != '\0' || !char.IsWhiteSpace(text[at])); at++)
            {
                var c = text[at];
                if (c == escape && quote != '\'')
                {
                    if (at + 1 == text.Length) continue; // an escape at the very end stands for nothing
                    word.Append(c);
                    c = text[++at];
                }
                else if (quote == '\0' && c is '\'' or '"')
                {
                    quote = c;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }

                word.Append(c);
            }

            if (word.Length > 0) words.Add(new(word.ToString(), line.Span(from, at - from)));
        }

        return words;
    }

    /// <summary>The elements of a JSON list of texts.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Where the arguments begin in it.</param>
    /// <returns>Null when it is no valid JSON list: it is then plain text.</returns>
    /// <exception cref="FormatException">It is a JSON list, but not of texts alone.</exception>
    public static List<Argument>? JsonList(LogicalLine line, int start)
    {
        var text = line.Text;
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        if (start == text.Length || text[start] != '[') return null;
        var bytes = Encoding.UTF8.GetBytes(text[start..]);
        var elements = new List<Argument>();
        var otherKinds = false;
        try
        {
            var reader = new Utf8JsonReader(bytes, Json);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.String && reader.CurrentDepth == 1)
                {
                    var from = start + Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.TokenStartIndex);
                    var length = Encoding.UTF8.GetCharCount(bytes, (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
                    elements.Add(new(reader.GetString() ?? "", line.Span(from, length)));
                }
                else if (reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
                {
                    otherKinds = true;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a lone surrogate in an escape
        }

        return otherKinds ? throw new FormatException("a JSON list must hold texts in double quotes and nothing else") : elements;
    }

    /// <summary>The pairs of ENV and LABEL: <c>a=b c=d</c>, or the old <c>a b c d</c> that is one pair.</summary>
    /// <param name="line">The line.</param>
    /// <param name="start">Where the arguments begin in it.</param>
    /// <param name="escape">The escape character.</param>
    /// <exception cref="FormatException">A word without an equals sign, a pair without a name, a name without a value.</exception>
    public static List<NameValue> Pairs(LogicalLine line, int start, char escape)
    {
        var words = QuotedWords(line, start, escape);
        if (words.Count == 0) throw new FormatException("at least one name=value must follow");
        if (!words[0].Text.Contains('='))
        {
            var text = line.Text;
            var from = start;
            while (char.IsWhiteSpace(text[from])) from++;
            var border = from;
            while (border < text.Length && !char.IsWhiteSpace(text[border])) border++;
            var value = text[border..].Trim();
            return value.Length > 0
                ? [new(text[from..border], value, line.Span(from, text.TrimEnd().Length - from))]
                : throw new FormatException($"'{text[from..border]}' has no value; write {text[from..border]}=value");
        }

        var pairs = new List<NameValue>();
        foreach (var word in words)
        {
            var equals = word.Text.IndexOf('=');
            if (equals < 0) throw new FormatException($"'{word.Text}' is no name=value; quote values with spaces");
            if (equals == 0) throw new FormatException($"'{word.Text}' has no name before the equals sign");
            pairs.Add(new(word.Text[..equals], word.Text[(equals + 1)..], word.Span));
        }

        return pairs;
    }
}
