using System.Text;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>Resolves quotes, escapes and <c>$name</c> substitutions of one word or text (Dockerfile reference, "Environment replacement").</summary>
internal sealed class WordExpander
{
    private readonly string source;
    private readonly char escape;
    private readonly Func<string, string?> lookup;
    private readonly ExpansionOptions options;
    private bool keepEscapes;
    private int at;

    private WordExpander(string source, char escape, Func<string, string?> lookup, ExpansionOptions options)
    {
        this.source = source;
        this.escape = escape;
        this.lookup = lookup;
        this.options = options;
        keepEscapes = options.HasFlag(ExpansionOptions.KeepEscapes);
    }

    private bool AtEnd => at >= source.Length;

    /// <summary>The expansion as one text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="escape">The Dockerfile's escape character.</param>
    /// <param name="lookup">The value of a variable; null when it is unset.</param>
    /// <param name="options">What stays as it stands.</param>
    /// <exception cref="SubstitutionException">A quote or brace that is never closed, an unknown modifier, or a variable that must be set.</exception>
    public static string Expand(string source, char escape, Func<string, string?> lookup, ExpansionOptions options = ExpansionOptions.None)
    {
        var expander = new WordExpander(source, escape, lookup, options);
        return expander.Until(null).Text;
    }

    /// <summary>The expansion split at unprotected white space.</summary>
    /// <param name="source">The text.</param>
    /// <param name="escape">The Dockerfile's escape character.</param>
    /// <param name="lookup">The value of a variable; null when it is unset.</param>
    /// <param name="options">What stays as it stands.</param>
    /// <exception cref="SubstitutionException">As for <see cref="Expand"/>.</exception>
    public static IReadOnlyList<string> Split(string source, char escape, Func<string, string?> lookup, ExpansionOptions options = ExpansionOptions.None)
    {
        var expander = new WordExpander(source, escape, lookup, options);
        return expander.Until(null).Finish();
    }

    private WordBuilder Until(char? stop)
    {
        var result = new WordBuilder();
        while (!AtEnd)
        {
            var c = source[at];
            if (c == stop)
            {
                at++;
                return result;
            }

            switch (c)
            {
                case '$':
                    result.AddSplit(Dollar());
                    break;
                case '<':
                    result.AddWhole(HeredocMark());
                    break;
                case '\'' when !options.HasFlag(ExpansionOptions.PlainQuotes):
                    result.AddWhole(SingleQuoted());
                    break;
                case '"' when !options.HasFlag(ExpansionOptions.PlainQuotes):
                    result.AddWhole(DoubleQuoted());
                    break;
                default:
                    Plain(c, result);
                    break;
            }
        }

        return stop is null ? result : throw new SubstitutionException($"'{stop}' is missing");
    }

    private void Plain(char c, WordBuilder result)
    {
        at++;
        if (c != escape)
        {
            result.Add(c);
            return;
        }

        if (keepEscapes) result.AddWhole(c.ToString());
        if (!AtEnd) result.AddWhole(source[at++].ToString()); // an escape that ends the text stands for nothing
    }

    // "<< EOF" is one word, although white space stands in it.
    private string HeredocMark()
    {
        var start = at++;
        if (AtEnd || source[at] != '<') return "<";
        at++;
        while (!AtEnd && source[at] is ' ' or '\t' or '\r') at++;
        return source[start..at];
    }

    private string SingleQuoted()
    {
        var end = source.IndexOf('\'', at + 1);
        if (end < 0) throw new SubstitutionException("a single quote is never closed");
        var text = options.HasFlag(ExpansionOptions.KeepQuotes) ? source[at..(end + 1)] : source[(at + 1)..end];
        at = end + 1;
        return text;
    }

    private string DoubleQuoted()
    {
        var result = new StringBuilder();
        var keepQuotes = options.HasFlag(ExpansionOptions.KeepQuotes);
        if (keepQuotes) result.Append('"');
        at++;
        while (!AtEnd)
        {
            var c = source[at];
            if (c == '"')
            {
                at++;
                return keepQuotes ? result.Append('"').ToString() : result.ToString();
            }

            if (c == '$')
            {
                result.Append(Dollar());
                continue;
            }

            at++;
            if (c != escape)
            {
                result.Append(c);
                continue;
            }

            if (keepEscapes) result.Append(c);
            if (AtEnd) break;

            // Between double quotes an escape is one only before what has a meaning there (POSIX 2.2.3); otherwise it is itself.
            if (source[at] == '"' || source[at] == '$' || source[at] == escape) result.Append(source[at++]);
            else result.Append(c);
        }

        throw new SubstitutionException("a double quote is never closed");
    }

    private string Dollar()
    {
        at++;
        if (AtEnd || source[at] != '{')
        {
            var plain = Name();
            if (plain.Length == 0) return "$";
            return lookup(plain) ?? (options.HasFlag(ExpansionOptions.KeepUnset) ? "$" + plain : "");
        }

        at++;
        if (AtEnd) throw new SubstitutionException("'}' is missing after '${'");
        if (source[at] is '{' or '}' or ':') throw new SubstitutionException("a variable's name must follow '${'");
        var name = Name();
        if (AtEnd) throw new SubstitutionException($"'}}' is missing after '${{{name}'");
        var modifier = source[at++];
        switch (modifier)
        {
            case '}':
                return lookup(name) ?? (options.HasFlag(ExpansionOptions.KeepUnset) ? "${" + name + "}" : "");
            case '/':
                return Replacement(name);
            case '#' or '%':
                return Trimmed(name, modifier);
            case ':' when !AtEnd && source[at] is '-' or '+' or '?':
                return Conditional(name, source[at++], emptyIsUnset: true);
            case '-' or '+' or '?':
                return Conditional(name, modifier, emptyIsUnset: false);
            default:
                throw new SubstitutionException($"'{modifier}{(modifier == ':' && !AtEnd ? source[at] : "")}' in '${{{name}…}}' is no modifier; there are :- - :+ + :? ? # ## % %% / //");
        }
    }

    private string Conditional(string name, char kind, bool emptyIsUnset)
    {
        var word = Nested('}', keep: false);
        var value = lookup(name);
        if (value is null && options.HasFlag(ExpansionOptions.KeepUnset)) return "${" + name + (emptyIsUnset ? ":" : "") + kind + word + "}";
        var given = value is not null && !(emptyIsUnset && value.Length == 0);
        return kind switch
        {
            '-' => given ? value! : word,
            '+' => given ? word : "",
            _ when given => value!,
            _ => throw new SubstitutionException($"{name}: {(word.Length > 0 ? word : value is null ? "must be set" : "must not be empty")}"),
        };
    }

    private string Trimmed(string name, char kind)
    {
        var word = Nested('}', keep: true);
        var value = lookup(name);
        if (value is null && options.HasFlag(ExpansionOptions.KeepUnset)) return "${" + name + kind + word + "}";
        var longest = word.StartsWith(kind);
        var pattern = Pattern(longest ? word[1..] : word);
        return kind == '#' ? pattern.TrimStart(value ?? "", longest) : pattern.TrimEnd(value ?? "", longest);
    }

    private string Replacement(string name)
    {
        var all = !AtEnd && source[at] == '/';
        if (all) at++;
        var pattern = Nested('/', keep: true);
        var replacement = Nested('}', keep: true);
        var value = lookup(name);
        if (value is null && options.HasFlag(ExpansionOptions.KeepUnset)) return "${" + name + (all ? "//" : "/") + pattern + "/" + replacement + "}";
        return Pattern(pattern).Replace(value ?? "", replacement, all);
    }

    private static ShellPattern Pattern(string text)
    {
        try
        {
            return ShellPattern.Parse(text);
        }
        catch (FormatException e)
        {
            throw new SubstitutionException(e.Message);
        }
    }

    private string Nested(char stop, bool keep)
    {
        var before = keepEscapes;
        keepEscapes = keep;
        var text = Until(stop).Text;
        keepEscapes = before;
        return text;
    }

    private string Name()
    {
        var start = at;
        if (AtEnd) return "";
        if (char.IsAsciiDigit(source[at]))
        {
            while (!AtEnd && char.IsAsciiDigit(source[at])) at++;
            return source[start..at];
        }

        if (source[at] is '@' or '*' or '#' or '?' or '-' or '$' or '!') return source[at++].ToString(); // POSIX 2.5.2
        while (!AtEnd && (char.IsLetterOrDigit(source[at]) || source[at] == '_')) at++;
        return source[start..at];
    }
}
