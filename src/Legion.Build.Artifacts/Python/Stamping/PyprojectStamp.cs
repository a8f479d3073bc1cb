using Legion.Build.Artifacts.Python.Project;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Stamping;

/// <summary>Writes the build's version and the pins on siblings into a copy of pyproject.toml; all else stays, comments included.</summary>
/// <remarks>So a wheel built from the sdist, by whatever backend, is the wheel that was published.</remarks>
internal static class PyprojectStamp
{
    /// <summary>Stamps.</summary>
    /// <param name="pyproject">The file.</param>
    /// <param name="version">PEP 440.</param>
    /// <param name="requirements">The pinned <c>dependencies</c>; null: none of them changed.</param>
    /// <param name="stampVersion">False where the backend finds the version in another stamped place.</param>
    /// <returns>The text, or null where the table is written in a form that cannot be edited in place.</returns>
    public static string? Apply(Pyproject pyproject, string version, IReadOnlyList<DeclaredRequirement>? requirements, bool stampVersion = true)
    {
        if (!pyproject.Root.TryGet<TomlTable>("project", out var project)) return pyproject.Text;
        var edits = new List<TextEdit>();
        var newline = pyproject.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var editable = project.Entries.All(e => StandsAlone(pyproject.Text, e));

        if (stampVersion && project.Find("version") is { } written)
        {
            edits.Add(Replace(written.Value, Quote(version)));
        }
        else if (stampVersion && project.Find("dynamic") is { Value: TomlArray dynamic } entry)
        {
            var rest = dynamic.Items.OfType<TomlString>().Select(static s => s.Value).Where(static f => f != "version").ToList();
            if (rest.Count > 0 && !editable) return null;
            var length = entry.Value.Span.Start + entry.Value.Span.Length - entry.KeySpan.Start;
            var kept = rest.Count == 0 ? "" : $"{newline}dynamic = [{string.Join(", ", rest.Select(Quote))}]";
            edits.Add(new(entry.KeySpan.Start, length, $"version = {Quote(version)}{kept}"));
        }

        if (requirements is not null)
        {
            var array = $"[{string.Join(", ", requirements.Select(static r => Quote(r.Requirement.ToString())))}]";
            if (project.Find("dependencies") is { } dependencies) edits.Add(Replace(dependencies.Value, array));
            else if (editable && project.Find("name") is { } name) edits.Add(new(name.Value.Span.Start + name.Value.Span.Length, 0, $"{newline}dependencies = {array}"));
            else return null;
        }

        return TextEdit.Apply(pyproject.Text, edits);
    }

    /// <summary>A TOML basic string.</summary>
    /// <param name="value">The text.</param>
    internal static string Quote(string value) =>
        "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>Replaces a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="replacement">TOML.</param>
    internal static TextEdit Replace(TomlValue value, string replacement) => new(value.Span.Start, value.Span.Length, replacement);

    // In an inline table, or behind "project.", a further line would stand elsewhere.
    private static bool StandsAlone(string text, TomlEntry entry)
    {
        if (entry.Value is TomlTable { Inline: false } or TomlArray { OfTables: true }) return true;
        for (var i = entry.KeySpan.Start - 1; i >= 0 && text[i] != '\n'; i--)
        {
            if (text[i] is not (' ' or '\t')) return false;
        }

        return true;
    }
}
