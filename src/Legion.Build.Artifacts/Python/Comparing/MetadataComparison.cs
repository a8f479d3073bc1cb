using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Requirements;

namespace Legion.Build.Artifacts.Python.Comparing;

/// <summary>Compares core metadata field by field, by what the fields mean.</summary>
internal static class MetadataComparison
{
    /// <summary>Finds all differences.</summary>
    /// <param name="ours">The native builder's.</param>
    /// <param name="theirs">The backend's.</param>
    public static IEnumerable<WheelDifference> Compare(CoreMetadata ours, CoreMetadata theirs)
    {
        if (ours.MetadataVersion != theirs.MetadataVersion)
        {
            yield return new($"Metadata-Version {ours.MetadataVersion} and {theirs.MetadataVersion}", "the native builder writes the lowest version that can say it all");
        }

        var (ourText, theirText) = (ours.Description ?? "", theirs.Description ?? "");
        var lost = ourText == theirText ? null : LostBeginning(ourText.Trim(), theirText.ReplaceLineEndings("\n").Trim(), theirs);
        var mistaken = CoreMetadata.Parse(lost ?? ""); // lines of the readme, taken for headers
        var names = ours.Fields.Concat(theirs.Fields).Select(static f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        foreach (var name in names.Where(static n => n is not "Metadata-Version"))
        {
            var native = ours.All(name).Select(v => Canonical(name, v)).Order(StringComparer.Ordinal).ToList();
            var backend = theirs.All(name).Select(v => Canonical(name, v)).Order(StringComparer.Ordinal).ToList();
            foreach (var line in mistaken.All(name)) backend.Remove(Canonical(name, line));
            if (native.SequenceEqual(backend, StringComparer.Ordinal)) continue;
            yield return new($"{name}: {Show(native)} and {Show(backend)}", Explain(name, native, backend, ours));
        }

        if (ourText == theirText) yield break;
        (ourText, theirText) = (ourText.Trim(), theirText.ReplaceLineEndings("\n").Trim());
        yield return ourText == theirText ? new("the description's blank lines at the ends", "the backend adds or drops newlines around the readme")
            : lost is not null ? new("the description's beginning", "the backend writes no empty line between its last header and the readme, as flit_core 4.0.0 does, so readers take the first lines for headers; here the readme is whole")
            : new WheelDifference("the description", null);
    }

    // What is lost ends with the readme's first empty line, and the last header is one of metadata 2.5.
    private static string? LostBeginning(string whole, string rest, CoreMetadata theirs)
    {
        if (rest.Length == 0 || !whole.EndsWith(rest, StringComparison.Ordinal) || !theirs.Fields.Any(static f => f.Name is "Import-Name" or "Import-Namespace")) return null;
        var lost = whole[..^rest.Length].Trim();
        return lost.Contains("\n\n", StringComparison.Ordinal) ? null : lost;
    }

    private static string Canonical(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "requires-dist":
                try
                {
                    return Requirement.Parse(value).ToCanonicalString();
                }
                catch (RequirementException)
                {
                    return value;
                }

            case "name" or "provides-extra":
                return PackageName.Normalize(value);
            case "keywords":
                return string.Join(',', value.Split(',').Select(static k => k.Trim()).Order(StringComparer.Ordinal)); // a set: hatchling sorts them
            case "requires-python":
                return string.Join(',', value.Split(',').Select(static c => c.Replace(" ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            case "project-url":
                return string.Join(", ", value.Split(',', 2).Select(static p => p.Trim()));
            case "license" or "description-content-type":
                return string.Join('\n', value.Split('\n').Select(static l => l.Trim())).Trim().TrimEnd(';');
            default:
                return value;
        }
    }

    private static string? Explain(string name, List<string> native, List<string> backend, CoreMetadata ours) => name.ToLowerInvariant() switch
    {
        "license-file" when native.Count == 0 && ours.MetadataVersion == "2.1" => "a field of metadata 2.4; the files themselves are in both wheels",
        "dynamic" => "a field for sdists; in a wheel nothing is dynamic any more",
        "platform" when backend.TrueForAll(static p => p == "UNKNOWN") => "says nothing",
        "import-name" or "import-namespace" when native.Count == 0 => "fields of metadata 2.5, derived from the files",
        _ => null,
    };

    private static string Show(List<string> values)
    {
        var text = values.Count == 0 ? "nothing" : $"'{string.Join("', '", values)}'";
        return text.Length > 300 ? text[..300] + "…" : text;
    }
}
