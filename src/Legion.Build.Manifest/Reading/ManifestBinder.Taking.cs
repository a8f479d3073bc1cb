using Legion.Build.Manifest.Grammar;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Binds artifacts while the text is read.</summary>
/// <remarks>
/// A manifest of ten thousand artifacts is a quarter of a million nodes. Held until the whole text is read, they are what the garbage
/// collector copies, again and again; let go one artifact at a time, they cost it nothing.
/// </remarks>
internal sealed partial class ManifestBinder : IEntryTaker
{
    private readonly List<string> begun = [];
    private Action<YamlEntry>? take;
    private Pieces<Draft<Chart>>? takenCharts;
    private Pieces<Draft<Image>>? takenImages;
    private Pieces<Draft<PythonPackage>>? takenPython;

    /// <inheritdoc/>
    public bool Begin(string key, Func<YamlMapping> before)
    {
        take = null;

        // Of a section that is written twice, the first counts.
        if (Array.IndexOf(ArtifactSections, key) < 0 || begun.Contains(key)) return false;
        if (places is null)
        {
            var head = before();
            foreach (var section in Places.Sections) structure.CheckSection(head, section);
            places = new(head, this, findings);
        }

        begun.Add(key);
        take = key switch
        {
            "charts" => Taker(key, () => takenCharts = new(), Chart),
            "images" => Taker(key, () => takenImages = new(), Image),
            _ => Taker(key, () => takenPython = new(), Python),
        };
        return true;
    }

    /// <inheritdoc/>
    public void Take(YamlEntry entry) => take!(entry);

    /// <summary>
    /// True when what was taken would have been bound otherwise had the whole text been known: by what decides where artifacts go
    /// and comes after them, and by names that are there twice.
    /// </summary>
    public bool IsVoid(YamlMapping root)
    {
        if (begun.Count == 0) return false;
        var from = root.IndexOf(begun[0]);
        return Places.Sections.Any(s => root.IndexOf(s) > from) || begun.Exists(s => root.Map(s) is { HasKeysTwice: true });
    }

    /// <summary>Takes entries; begins with the first one, for a section that is no block has none to take.</summary>
    private Action<YamlEntry> Taker<T>(string section, Func<Pieces<Draft<T>>> begin, Func<string, YamlMapping, T?> bind)
        where T : Artifact
    {
        MapShape? shape = null;
        Pieces<Draft<T>>? drafts = null;
        return entry =>
        {
            shape ??= structure.Passing(section);
            drafts ??= begin();
            structure.CheckEntry(shape, entry);
            if (Entry(entry, entry.Key!, bind) is { } draft) drafts.Add(draft);
        };
    }
}
