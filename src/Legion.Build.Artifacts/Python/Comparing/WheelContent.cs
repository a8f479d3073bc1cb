using System.Text;
using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Wheels;

namespace Legion.Build.Artifacts.Python.Comparing;

/// <summary>A wheel, taken apart.</summary>
internal sealed class WheelContent
{
    /// <summary>Takes a wheel apart.</summary>
    /// <param name="entries">Its files.</param>
    public WheelContent(IEnumerable<WheelEntry> entries)
    {
        foreach (var entry in entries)
        {
            var slash = entry.Path.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && entry.Path[..slash].EndsWith(".dist-info", StringComparison.Ordinal)) Info[entry.Path[(slash + 1)..]] = entry;
            else Files[entry.Path] = entry;
        }

        Metadata = CoreMetadata.Parse(Text("METADATA"));
        Wheel = CoreMetadata.Parse(Text("WHEEL"));
    }

    /// <summary>What is installed, by path.</summary>
    public SortedDictionary<string, WheelEntry> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The <c>.dist-info</c> folder, by path in it.</summary>
    public SortedDictionary<string, WheelEntry> Info { get; } = new(StringComparer.Ordinal);

    /// <summary>METADATA.</summary>
    public CoreMetadata Metadata { get; }

    /// <summary>WHEEL, which has the same form.</summary>
    public CoreMetadata Wheel { get; }

    /// <summary>License files by name without the folder, which moved over the years.</summary>
    public SortedDictionary<string, WheelEntry> Licenses()
    {
        var licenses = new SortedDictionary<string, WheelEntry>(StringComparer.Ordinal);
        foreach (var (path, entry) in Info.Where(static e => e.Key.StartsWith("licenses/", StringComparison.Ordinal) || LicenseNames.Any(n => e.Key.StartsWith(n, StringComparison.OrdinalIgnoreCase))))
        {
            licenses[path.StartsWith("licenses/", StringComparison.Ordinal) ? path[9..] : path] = entry;
        }

        return licenses;
    }

    /// <summary>The entry points, one <c>group: name = object</c> each, sorted.</summary>
    public SortedSet<string> EntryPoints()
    {
        var points = new SortedSet<string>(StringComparer.Ordinal);
        var group = "";
        foreach (var line in Text("entry_points.txt").Split('\n').Select(static l => l.Trim()).Where(static l => l.Length > 0))
        {
            if (line[0] == '[') group = line.Trim('[', ']');
            else points.Add($"{group}: {string.Join(" = ", line.Split('=', 2).Select(static p => p.Trim()))}");
        }

        return points;
    }

    private static readonly string[] LicenseNames = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "AUTHORS"];

    private string Text(string path) => Info.TryGetValue(path, out var entry) ? Encoding.UTF8.GetString(entry.Content.Span) : "";
}
