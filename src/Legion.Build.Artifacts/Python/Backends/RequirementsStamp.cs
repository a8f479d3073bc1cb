using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Requirements;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>Pins siblings in the <c>install_requires</c> of a setup.cfg or in a requirements file: a line each.</summary>
internal static partial class RequirementsStamp
{
    [GeneratedRegex(@"^\s*install_requires\s*=", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex InstallRequires { get; }

    /// <summary>Pins in setup.cfg.</summary>
    /// <param name="text">The file.</param>
    /// <param name="siblings">Names of the siblings.</param>
    /// <param name="version">PEP 440.</param>
    public static string InSetupCfg(string text, IReadOnlyCollection<string> siblings, string version)
    {
        var lines = text.Split('\n');
        var inside = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (InstallRequires.Match(lines[i]) is { Success: true } start)
            {
                inside = true;
                lines[i] = start.Value + Pin(lines[i][start.Length..], siblings, version);
            }
            else if (inside && lines[i].Length > 0 && !char.IsWhiteSpace(lines[i][0]))
            {
                inside = false;
            }
            else if (inside)
            {
                lines[i] = Pin(lines[i], siblings, version);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Pins in a file of requirements.</summary>
    /// <param name="text">The file.</param>
    /// <param name="siblings">Names of the siblings.</param>
    /// <param name="version">PEP 440.</param>
    public static string InList(string text, IReadOnlyCollection<string> siblings, string version) =>
        string.Join('\n', text.Split('\n').Select(line => Pin(line, siblings, version)));

    private static string Pin(string line, IReadOnlyCollection<string> siblings, string version)
    {
        var text = line.Trim();
        if (text.Length == 0 || text[0] == '#') return line;
        try
        {
            var requirement = Requirement.Parse(text);
            return siblings.Any(s => PackageName.AreEqual(s, requirement.Name)) ? line.Replace(text, requirement.Pin(version).ToString(), StringComparison.Ordinal) : line;
        }
        catch (RequirementException)
        {
            return line; // not ours to judge: setuptools will
        }
    }
}
