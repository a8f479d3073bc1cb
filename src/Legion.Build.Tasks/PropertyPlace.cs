using System.Xml;
using System.Xml.Linq;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Tasks;

/// <summary>Finds where a project says something: MSBuild knows what a property is, and not where it was set.</summary>
internal static class PropertyPlace
{
    private const string ProfileFolder = "Properties/PublishProfiles";

    /// <summary>Where a property got its value: the element in the project, one of its publish profiles or the nearest Directory.Build file; the project as a whole when none of them has it, as on a command line.</summary>
    /// <param name="projectPath">The project, absolute.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">What it is.</param>
    public static SourceLocation Of(string projectPath, string property, string value) =>
        Files(projectPath).Select(f => In(f, property, value)).FirstOrDefault(static p => p is not null) ?? SourceLocation.File(projectPath);

    private static IEnumerable<string> Files(string projectPath)
    {
        var folder = Path.GetDirectoryName(projectPath)!;
        yield return projectPath;
        var profiles = Path.Combine(folder, ProfileFolder);
        if (Directory.Exists(profiles))
        {
            foreach (var profile in Directory.GetFiles(profiles, "*.pubxml").Order(StringComparer.Ordinal)) yield return profile;
        }

        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets"])
        {
            for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            {
                if (!File.Exists(Path.Combine(above, name))) continue;
                yield return Path.Combine(above, name);
                break;
            }
        }
    }

    private static SourceLocation? In(string path, string property, string value)
    {
        try
        {
            return XDocument.Load(path, LoadOptions.SetLineInfo).Descendants()
                .Where(e => string.Equals(e.Name.LocalName, property, StringComparison.OrdinalIgnoreCase) && e.Value.Trim() == value.Trim())
                .Select(e => (SourceLocation?)new SourceLocation(path, Span(e))).FirstOrDefault();
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // What cannot be read is not where it was set; MSBuild says so itself where it matters.
            return null;
        }
    }

    private static SourceSpan Span(XElement element)
    {
        IXmlLineInfo start = element;
        var (line, column) = (start.LineNumber - 1, start.LinePosition - 1);
        return new(0, element.Name.LocalName.Length, line, column, line, column + element.Name.LocalName.Length);
    }
}
