namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Takes a template apart as Go's text/template lexer does, and checks what can be checked without running it.</summary>
internal sealed class TemplateScan
{
    private readonly string text;
    private readonly Action<int, int, string> fault;
    private readonly List<TemplateAction> actions = [];
    private readonly Stack<TemplateAction> blocks = new();
    private readonly Stack<int> parens = new();
    private readonly List<TemplateToken> tokens = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal); // a template says the same few words over and over
    private bool isBroken;

    private TemplateScan(string text, Action<int, int, string> fault) => (this.text, this.fault) = (text, fault);

    /// <summary>Scans a file; the actions before the first fault come out.</summary>
    /// <param name="text">The template.</param>
    /// <param name="fault">Takes a fault: offset, length, words.</param>
    public static IReadOnlyList<TemplateAction> Run(string text, Action<int, int, string> fault)
    {
        var scan = new TemplateScan(text, fault);
        var at = 0;
        while (!scan.isBroken && (at = text.IndexOf("{{", at, StringComparison.Ordinal)) >= 0) at = scan.Action(at);
        if (!scan.isBroken && scan.blocks.TryPeek(out var open)) scan.Fail(open.Start, open.Length, $"unexpected EOF: this '{open.Keyword}' has no 'end'.");
        return scan.actions;
    }

    private int Action(int start)
    {
        var at = start + 2;
        if (at + 1 < text.Length && text[at] == '-' && char.IsWhiteSpace(text[at + 1])) at += 2;
        if (text.AsSpan(at).StartsWith("/*")) return Comment(start, at);
        tokens.Clear();
        parens.Clear();
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\r' or '\n') at++;
            if (at >= text.Length) return Fail(start, 2, "unclosed action: close it with '}}'.");
            if (text.AsSpan(at).StartsWith("}}") || (text[at] == '-' && text.AsSpan(at + 1).StartsWith("}}") && char.IsWhiteSpace(text[at - 1])))
            {
                if (parens.Count > 0) return Fail(parens.Peek(), 1, "unclosed left paren.");
                at += text[at] == '-' ? 3 : 2;
                Add(new(start, at - start, [.. tokens]));
                return at;
            }

            if (text[at] == '(') parens.Push(at);
            if (text[at] == ')' && !parens.TryPop(out _)) return Fail(at, 1, "unexpected right paren.");
            if (Token(ref at) is not { } token) return text.Length;
            tokens.Add(token);
        }
    }

    private int Comment(int start, int at)
    {
        var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (close < 0) return Fail(start, at - start + 2, "unclosed comment: close it with '*/}}'.");
        var rest = text.AsSpan(close + 2);
        if (rest.StartsWith("}}")) return close + 4;
        if (rest.Length > 3 && char.IsWhiteSpace(rest[0]) && rest[1..].StartsWith("-}}")) return close + 6;
        return Fail(start, close + 2 - start, "comment ends before closing delimiter: nothing may follow '*/' but '}}'.");
    }

    private TemplateToken? Token(ref int at)
    {
        var (start, c) = (at, text[at]);
        switch (c)
        {
            case '"' or '\'':
                for (at++; at < text.Length && text[at] != c && text[at] != '\n'; at++)
                {
                    if (text[at] == '\\') at++;
                }

                if (at >= text.Length || text[at] != c)
                {
                    Fail(start, 1, c == '"' ? "unterminated quoted string." : "unterminated character constant.");
                    return null;
                }

                return new('s', Word(start, ++at), start);
            case '`':
                at = text.IndexOf('`', at + 1) + 1;
                if (at > 0) return new('s', Word(start, at), start);
                at = text.Length;
                Fail(start, 1, "unterminated raw quoted string.");
                return null;
            case '.' when at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]):
            case '+' or '-':
            case >= '0' and <= '9':
                at++;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '.' or '_')) at++;
                return new('n', Word(start, at), start);
            case '.' or '$':
                at++;
                Name(ref at);
                while (at + 1 < text.Length && text[at] == '.' && IsNameStart(text[at + 1]))
                {
                    at++;
                    Name(ref at);
                }

                return new(c == '.' ? 'f' : 'v', Word(start, at), start);
            case '|' or '(' or ')' or ',' or '=' or ':':
                at++;
                return new(c, Word(start, at), start);
            default:
                if (IsNameStart(c))
                {
                    Name(ref at);
                    return new('i', Word(start, at), start);
                }

                Fail(start, 1, $"unexpected '{c}' in an action.");
                return null;
        }
    }

    private string Word(int start, int end)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var span = text.AsSpan(start, end - start);
        if (lookup.TryGetValue(span, out var known)) return known;
        var word = span.ToString();
        words.Add(word);
        return word;
    }

    private void Name(ref int at)
    {
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_')) at++;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    private void Add(TemplateAction action)
    {
        if (action.Tokens.Count == 0)
        {
            Fail(action.Start, action.Length, "missing value for command: the action is empty.");
            return;
        }

        switch (action.Keyword)
        {
            case "if" or "with" or "range" or "define" or "block":
                if (action.Tokens.Count == 1) Fail(action.Start, action.Length, $"missing value for {action.Keyword}.");
                blocks.Push(action);
                break;
            case "end" when !blocks.TryPop(out _):
                Fail(action.Start, action.Length, "unexpected {{end}}: no block is open.");
                break;
            case "else" when !blocks.TryPeek(out var open) || open.Keyword is not ("if" or "with" or "range"):
                Fail(action.Start, action.Length, "unexpected {{else}}: no if, with or range is open.");
                break;
        }

        foreach (var token in tokens)
        {
            if (token.Kind == 'i' && !TemplateFunctions.IsKnown(token.Text)) Fail(token.Start, token.Text.Length, $"function \"{token.Text}\" not defined{TemplateFunctions.Advice(token.Text)}.");
        }

        actions.Add(action);
    }

    private int Fail(int start, int length, string words)
    {
        // A parser stops at its first fault; what follows would only be confusion.
        if (!isBroken) fault(start, length, words);
        isBroken = true;
        return text.Length;
    }
}
