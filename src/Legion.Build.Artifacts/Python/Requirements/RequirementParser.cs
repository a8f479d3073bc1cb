using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Requirements;

/// <summary>Reads PEP 508.</summary>
internal sealed partial class RequirementParser
{
    private readonly string text;
    private int position;

    /// <summary>Creates a parser.</summary>
    /// <param name="text">The requirement.</param>
    public RequirementParser(string text) => this.text = text;

    private char Current => position < text.Length ? text[position] : '\0';

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="RequirementException">It is no requirement.</exception>
    public Requirement Read()
    {
        SkipBlank();
        var requirement = new Requirement(ReadName("a package name"));
        SkipBlank();
        if (Current == '[') requirement = requirement with { Extras = ReadExtras() };
        SkipBlank();
        if (Current == '@') requirement = requirement with { Url = ReadUrl() };
        else requirement = requirement with { Specifiers = ReadSpecifiers() };
        SkipBlank();
        if (Current == ';')
        {
            position++;
            requirement = requirement with { Marker = ReadMarker() };
        }

        SkipBlank();
        return position == text.Length ? requirement : throw Error($"'{text[position..]}' is left over; a condition is set off by ';'");
    }

    private string ReadName(string what)
    {
        var start = position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '.' or '_' or '-') position++;
        var name = text[start..position];
        return PackageName.IsValid(name) ? name : throw new RequirementException(name.Length == 0 ? $"expected {what}" : $"'{name}' is not {what}", start);
    }

    private EquatableArray<string> ReadExtras()
    {
        position++;
        var extras = new SortedSet<string>(StringComparer.Ordinal);
        SkipBlank();
        while (Current != ']')
        {
            extras.Add(ReadName("an extra's name"));
            SkipBlank();
            if (Current == ',')
            {
                position++;
                SkipBlank();
            }
            else if (Current != ']')
            {
                throw Error("expected ',' or ']' among the extras");
            }
        }

        position++;
        return extras.ToEquatableArray();
    }

    private string ReadUrl()
    {
        position++;
        SkipBlank();
        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(Current)) position++;
        var url = text[start..position];
        return url.Contains(':', StringComparison.Ordinal) ? url : throw new RequirementException("expected a URL after '@'", start);
    }

    private EquatableArray<string> ReadSpecifiers()
    {
        var parenthesis = Current == '(';
        if (parenthesis) position++;
        var end = text.IndexOf(parenthesis ? ')' : ';', position);
        if (parenthesis && end < 0) throw Error("expected ')' after the version specifiers");
        if (end < 0) end = text.Length;

        var specifiers = new List<string>();
        foreach (var part in text[position..end].Split(','))
        {
            var clause = part.Trim();
            if (clause.Length > 0 && !VersionSpecifier.IsClause(clause)) throw Error($"'{clause}' is no version specifier; write one like '>=1.2'");
            if (clause.Length > 0) specifiers.Add(string.Concat(clause.Where(static c => !char.IsWhiteSpace(c))));
            position += part.Length + 1;
        }

        position = parenthesis ? end + 1 : end;
        return specifiers.ToEquatableArray();
    }

    private void SkipBlank()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
    }

    private RequirementException Error(string message) => new(message, Math.Min(position, text.Length));
}
