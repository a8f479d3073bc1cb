using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Artifacts.Python.Toml;

namespace Legion.Build.Artifacts.Python.Project;

/// <content>Dependencies and entry points.</content>
internal sealed partial class PyprojectReader
{
    private List<DeclaredRequirement> ReadRequirements(TableBinder table, string key)
    {
        var requirements = new List<DeclaredRequirement>();
        foreach (var text in table.Strings(key))
        {
            try
            {
                requirements.Add(new(Requirement.Parse(text.Value), text.Span));
            }
            catch (RequirementException e)
            {
                findings.Add(PythonRules.InvalidRequirement, new(path, text.Span), text.Value, e.Message + "; write one such as \"requests>=2,<3\"");
            }
        }

        return requirements;
    }

    private List<Extra> ReadExtras(TableBinder table)
    {
        if (table.SubTable("optional-dependencies") is not { } extras) return [];
        var read = new List<Extra>();
        var seen = new Dictionary<string, TomlEntry>(StringComparer.Ordinal);
        foreach (var entry in extras.Table.Entries)
        {
            if (!PackageName.IsValid(entry.Key))
            {
                extras.Refuse(entry.KeySpan, $"'{entry.Key}' is no name of an extra: ASCII letters, digits, '.', '_' and '-'");
                continue;
            }

            if (!seen.TryAdd(PackageName.Normalize(entry.Key), entry))
            {
                extras.Refuse(entry.KeySpan, $"the extra '{entry.Key}' meets '{seen[PackageName.Normalize(entry.Key)].Key}' once both are normalised (PEP 685); rename one");
                continue;
            }

            read.Add(new(entry.Key, ReadRequirements(extras, entry.Key)));
        }

        return read;
    }

    private List<EntryPoint> ReadEntryPoints(TableBinder table)
    {
        var points = new List<EntryPoint>();
        Read(table, "scripts", "console_scripts");
        Read(table, "gui-scripts", "gui_scripts");
        if (table.SubTable("entry-points") is { } groups)
        {
            foreach (var group in groups.Table.Entries)
            {
                if (group.Key is "console_scripts" or "gui_scripts") groups.Refuse(group.KeySpan, $"'{group.Key}' goes under [project.{(group.Key[0] == 'c' ? "scripts" : "gui-scripts")}] (PEP 621)");
                else Read(groups, group.Key, group.Key);
            }
        }

        return points;

        void Read(TableBinder from, string key, string group)
        {
            foreach (var (entry, reference) in from.StringMap(key))
            {
                if (!IsReference(reference, needsObject: group is "console_scripts" or "gui_scripts"))
                {
                    findings.Add(PythonRules.InvalidEntryPoint, new(path, entry.Value.Span), entry.Key, reference);
                }
                else if (entry.Key.AsSpan().ContainsAny("=[]\r\n") || entry.Key.Trim() != entry.Key || entry.Key.Length == 0)
                {
                    from.Refuse(entry.KeySpan, $"'{entry.Key}' is no name of an entry point: no '=', no brackets, no blanks around it");
                }
                else
                {
                    points.Add(new(group, entry.Key, reference));
                }
            }
        }
    }

    // Entry points specification: importable.module[:object.attr], with the old [extras] behind it.
    private static bool IsReference(string reference, bool needsObject)
    {
        var bracket = reference.IndexOf('[', StringComparison.Ordinal);
        if (bracket >= 0)
        {
            if (!reference.TrimEnd().EndsWith(']')) return false;
            reference = reference[..bracket];
        }

        var parts = reference.Trim().Split(':');
        if (parts.Length > 2 || (needsObject && parts.Length != 2)) return false;
        return parts.All(static part => part.Trim().Split('.').All(IsIdentifier));
    }

    private static bool IsIdentifier(string word) =>
        word.Length > 0 && (char.IsLetter(word[0]) || word[0] == '_') && word.All(static c => char.IsLetterOrDigit(c) || c == '_');
}
