using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Checks.Rst;

/// <summary>Inline markup (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup): what begins must end, and what is named must be there.</summary>
/// <param name="document">Learns references and targets.</param>
internal sealed partial class RstInline(RstDocument document)
{
    // Escaped characters stand behind a NUL here, so that no rule takes them for markup.
    private const string Name = @"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*";
    private const string Before = @"(?<=^|[\s\-:/'""<(\[{\p{Ps}\p{Pi}\p{Pf}\p{Pd}¡¿])";
    private const string After = @"(?=$|[\s\0'"")\]}>\-/:.,;!?\\\p{Pe}\p{Pi}\p{Pf}\p{Pd}])";

    // The standard roles, without 'raw', which an index has switched off.
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "emphasis", "literal", "code", "math", "pep-reference", "pep", "rfc-reference", "rfc", "strong", "subscript", "sub", "superscript", "sup", "title-reference", "title", "t",
        "abbreviation", "ab", "acronym", "ac", "index", "i", "anonymous-reference", "footnote-reference", "citation-reference", "substitution-reference", "target", "uri", "url", "uri-reference", "named-reference",
    };

    [GeneratedRegex(
        Before + @"(?:(?<start>\*\*|\*(?!\*)|``|_`|\|(?!\|))(?!\s)|(?<role>:" + Name + @":)?(?<quote>`(?!`))(?!\s)|\[(?<label>[0-9]+|\#(?:" + Name + @")?|\*|" + Name + @")\]_" + After + ")"
        + @"|(?<!\w)(?<reference>" + Name + @")(?<anonymous>__?)" + After,
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Start { get; }

    [GeneratedRegex(@"(?<![\s\0])\*" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex EmphasisEnd { get; }

    [GeneratedRegex(@"(?<![\s\0])\*\*" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex StrongEnd { get; }

    [GeneratedRegex(@"(?<!\s)``" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex LiteralEnd { get; }

    [GeneratedRegex(@"(?<![\s\0])`" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex TargetEnd { get; }

    [GeneratedRegex(@"(?<![\s\0])\|(?<reference>_{0,2})" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex SubstitutionEnd { get; }

    [GeneratedRegex(@"(?<![\s\0])`(?:(?<role>:" + Name + @":)|(?<reference>__?))?" + After, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex InterpretedEnd { get; }

    [GeneratedRegex(@"(?:[ \n]+|^)<(?<uri>[^<>\0]+(?:\0.[^<>\0]*)*)>$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex EmbeddedLink { get; }

    /// <summary>Checks a stretch of text.</summary>
    /// <param name="lines">Its lines.</param>
    public void Check(IReadOnlyList<RstLine> lines)
    {
        if (lines.Count == 0) return;
        var text = Escape(string.Join('\n', lines.Select(static l => l.Text)));
        var at = 0;
        while (at < text.Length)
        {
            var match = Start.Match(text, at);
            if (!match.Success) return;
            at = Take(text, match, lines[Math.Min(lines.Count - 1, text.AsSpan(0, match.Index).Count('\n'))].Number);
        }
    }

    /// <summary>A text without the backslashes that keep markup from being markup.</summary>
    /// <param name="text">The text.</param>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) escaped.Append(text[i]);
            else escaped.Append('\0').Append(text[++i]);
        }

        return escaped.ToString();
    }

    private int Take(string text, Match match, int line)
    {
        var end = match.Index + match.Length;
        if (match.Groups["label"] is { Success: true } label)
        {
            document.LabelReference(line, label.Value);
            return end;
        }

        if (match.Groups["reference"] is { Success: true } reference)
        {
            document.Reference(line, match.Groups["anonymous"].Length == 2 ? null : reference.Value);
            return end;
        }

        if (match.Groups["quote"].Success) return TakeInterpreted(text, match, line);
        if (IsQuoted(text, match.Index, end)) return end;
        return match.Groups["start"].Value switch
        {
            "*" => TakeTo(EmphasisEnd, text, end, line, "'*'"),
            "**" => TakeTo(StrongEnd, text, end, line, "'**'"),
            "``" => TakeTo(LiteralEnd, text, end, line, "'``'"),
            "_`" => TakeTo(TargetEnd, text, end, line, "'_`'", (content, _) => document.Target(line, content, null)),
            _ => TakeTo(SubstitutionEnd, text, end, line, "'|'", (content, found) =>
            {
                document.SubstitutionReference(line, content);
                if (found.Groups["reference"].Length > 0) document.Reference(line, found.Groups["reference"].Length == 2 ? null : content);
            }),
        };
    }

    private int TakeTo(Regex ending, string text, int from, int line, string what, Action<string, Match>? found = null)
    {
        var match = ending.Match(text[from..]);
        if (match.Success && match.Index > 0)
        {
            found?.Invoke(text[from..(from + match.Index)], match);
            return from + match.Index + match.Length;
        }

        document.Report(line, $"{what} begins something that does not end in its paragraph; write a backslash before it, or close it");
        return from;
    }

    private int TakeInterpreted(string text, Match start, int line)
    {
        var end = start.Index + start.Length;
        var prefix = start.Groups["role"];
        if (!prefix.Success && IsQuoted(text, start.Index, end)) return end;
        return TakeTo(InterpretedEnd, text, end, line, "'`'", (content, found) =>
        {
            var suffix = found.Groups["role"];
            var underscores = found.Groups["reference"].Length;
            if (prefix.Success && suffix.Success) document.Report(line, $"'{content}' has two roles, before and behind it");
            else if (underscores > 0 && prefix.Success) document.Report(line, $"'{content}' has a role and is a reference too");
            else if (underscores > 0) TakePhrase(content, underscores == 2, line);
            else if (prefix.Success || suffix.Success) CheckRole((prefix.Success ? prefix : suffix).Value.Trim(':'), line);
        });
    }

    private void CheckRole(string role, int line)
    {
        if (role.Equals("raw", StringComparison.OrdinalIgnoreCase)) document.Report(line, "the role 'raw' is switched off on indexes");
        else if (!Roles.Contains(role) && !document.Roles.Contains(role)) document.Report(line, $"the role '{role}' is not one of docutils; Sphinx's own do not work on an index");
    }

    // `text <uri>`_ is reference and target in one; `text <name_>`_ refers by another name.
    private void TakePhrase(string content, bool anonymous, int line)
    {
        if (EmbeddedLink.Match(content) is not { Success: true } link)
        {
            document.Reference(line, anonymous ? null : content);
            return;
        }

        var uri = link.Groups["uri"].Value;
        var text = link.Index > 0 ? content[..link.Index] : uri;
        if (uri.EndsWith('_') && !uri.EndsWith("\0_", StringComparison.Ordinal) && !uri.Contains("://", StringComparison.Ordinal))
        {
            document.Reference(line, uri[..^1]);
            if (!anonymous) document.Target(line, text, uri);
        }
        else if (!anonymous)
        {
            document.Target(line, text, string.Concat(uri.Where(static c => !char.IsWhiteSpace(c))));
        }
    }

    // "*" in quotation marks or brackets is itself, no markup.
    private static bool IsQuoted(string text, int start, int end)
    {
        if (start == 0) return false;
        if (end >= text.Length) return true;
        var (before, after) = (text[start - 1], text[end]);
        return before switch
        {
            '"' or '\'' => after == before,
            '(' => after == ')',
            '[' => after == ']',
            '{' => after == '}',
            '<' => after == '>',
            '“' => after is '”' or '“',
            '„' => after is '“' or '”',
            '‘' => after is '’' or '‘',
            '«' => after == '»',
            '»' => after is '«' or '»',
            _ => char.GetUnicodeCategory(before) == UnicodeCategory.OpenPunctuation && after == before + 1,
        };
    }
}
