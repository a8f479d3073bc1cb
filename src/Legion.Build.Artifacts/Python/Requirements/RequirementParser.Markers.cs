namespace Legion.Build.Artifacts.Python.Requirements;

/// <content>Environment markers.</content>
internal sealed partial class RequirementParser
{
    private static readonly HashSet<string> Variables = new(StringComparer.Ordinal)
    {
        "python_version", "python_full_version", "os_name", "sys_platform", "platform_release", "platform_system", "platform_version",
        "platform_machine", "platform_python_implementation", "implementation_name", "implementation_version", "extra",
    };

    private static readonly string[] Operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

    private Marker ReadMarker()
    {
        var left = ReadMarkerAnd();
        while (TakeWord("or")) left = new MarkerOperation("or", left, ReadMarkerAnd());
        return left;
    }

    private Marker ReadMarkerAnd()
    {
        var left = ReadMarkerTerm();
        while (TakeWord("and")) left = new MarkerOperation("and", left, ReadMarkerTerm());
        return left;
    }

    private Marker ReadMarkerTerm()
    {
        SkipBlank();
        if (Current == '(')
        {
            position++;
            var inner = ReadMarker();
            SkipBlank();
            if (Current != ')') throw Error("expected ')' in the condition");
            position++;
            return inner;
        }

        var left = ReadOperand();
        var operation = ReadOperator();
        return new MarkerComparison(left, operation, ReadOperand());
    }

    private string ReadOperand()
    {
        SkipBlank();
        if (Current is '"' or '\'')
        {
            var end = text.IndexOf(Current, position + 1);
            if (end < 0) throw Error("expected the closing quote in the condition");
            var content = text[(position + 1)..end];
            position = end + 1;
            return content.Contains('"', StringComparison.Ordinal) ? $"'{content}'" : $"\"{content}\"";
        }

        var start = position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '_' or '.') position++;

        // PEP 508 keeps the dotted names of PEP 345 alive.
        var name = text[start..position].Replace('.', '_');
        if (name == "python_implementation") name = "platform_python_implementation";
        return Variables.Contains(name) ? name
            : throw new RequirementException(name.Length == 0 ? "expected a variable such as python_version, or a quoted string" : $"'{name}' is no environment variable of PEP 508; a string needs quotes", start);
    }

    private string ReadOperator()
    {
        SkipBlank();
        if (TakeWord("in")) return "in";
        if (TakeWord("not")) return TakeWord("in") ? "not in" : throw Error("expected 'in' after 'not'");
        foreach (var operation in Operators)
        {
            if (string.CompareOrdinal(text, position, operation, 0, operation.Length) != 0) continue;
            position += operation.Length;
            return operation;
        }

        throw Error("expected an operator such as '==' or 'in' in the condition");
    }

    private bool TakeWord(string word)
    {
        SkipBlank();
        var end = position + word.Length;
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0) return false;
        if (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) return false;
        position = end;
        return true;
    }
}
