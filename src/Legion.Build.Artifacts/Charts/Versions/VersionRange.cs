using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Charts.Versions;

/// <summary>The versions a chart's dependency may have, in Helm's notation: <c>^1.2.0</c>, <c>~1.2</c>, <c>&gt;=1.0, &lt;2.0 || 3.x</c>, <c>1.0 - 2.0</c>.</summary>
/// <remarks>
/// The grammar and the meaning are those of Masterminds/semver 3, which Helm uses: groups separated by <c>||</c>, comparisons
/// in a group by blanks or commas; a prerelease is only taken by a group that itself names a prerelease.
/// </remarks>
public sealed partial class VersionRange
{
    private const string Blank = @"[\t\n\f\r ]";
    private const string Operator = @"=||!=|>|<|>=|=>|<=|=<|~|~>|\^";
    private const string Suffix = @"(-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?";
    private const string Version = @"v?[0-9xX*|]+(\.[0-9xX*|]+)?(\.[0-9xX*|]+)?" + Suffix;
    private const string Parts = @"v?(?<major>[0-9xX*|]+)(?<minor>\.[0-9xX*|]+)?(?<patch>\.[0-9xX*|]+)?(?<pre>-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?";
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
    private const int Timeout = 10_000;

    private readonly VersionComparison[][] groups;

    private VersionRange(VersionComparison[][] groups, string text)
    {
        this.groups = groups;
        Text = text;
    }

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>Reads a range.</summary>
    /// <param name="text">The text; the empty one is no range (<c>*</c> is).</param>
    /// <param name="range">The range.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        range = null;
        var rewritten = HyphenRange().Replace(text, static m => ">= " + m.Groups["low"].Value + ", <= " + m.Groups["high"].Value + " ");
        var ors = rewritten.Split("||");
        var read = new VersionComparison[ors.Length][];
        for (var i = 0; i < ors.Length; i++)
        {
            if (!Group().IsMatch(ors[i])) return false;
            var comparisons = new List<VersionComparison>();
            foreach (Match match in Comparison().Matches(ors[i]))
            {
                if (!TryParseComparison(match, out var comparison)) return false;
                comparisons.Add(comparison);
            }

            read[i] = [.. comparisons];
        }

        range = new(read, text);
        return true;
    }

    /// <summary>True when <paramref name="version"/> is in the range.</summary>
    /// <param name="version">The version.</param>
    public bool Contains(ChartVersion version)
    {
        foreach (var group in groups)
        {
            var takesPrereleases = Array.Exists(group, static c => c.Version.Prerelease.Length > 0);
            if (version.Prerelease.Length > 0 && !takesPrereleases) continue;
            if (Array.TrueForAll(group, c => c.Accepts(version))) return true;
        }

        return false;
    }

    /// <summary>The text it was read from.</summary>
    public override string ToString() => Text;

    private static bool TryParseComparison(Match match, [NotNullWhen(true)] out VersionComparison? comparison)
    {
        comparison = null;
        var (major, minor, patch, prerelease) = (match.Groups["major"].Value, match.Groups["minor"].Value, match.Groups["patch"].Value, match.Groups["pre"].Value);
        var open = OpenPart.None;
        var text = match.Groups["version"].Value;
        if (IsAny(major)) (open, text) = (OpenPart.Major, "0.0.0" + prerelease);
        else if (minor.Length == 0 || IsAny(minor[1..])) (open, text) = (OpenPart.Minor, major + ".0.0" + prerelease);
        else if (patch.Length == 0 || IsAny(patch[1..])) (open, text) = (OpenPart.Patch, major + minor + ".0" + prerelease);
        if (!ChartVersion.TryParse(text, out var version)) return false;
        comparison = new(match.Groups["operator"].Value, version, open);
        return true;
    }

    private static bool IsAny(string part) => part is "x" or "X" or "*";

    [GeneratedRegex($"{Blank}*(?<low>{Version}){Blank}+-{Blank}+(?<high>{Version}){Blank}*", Options, Timeout)]
    private static partial Regex HyphenRange();

    [GeneratedRegex($"(?<operator>{Operator}){Blank}*(?<version>{Parts})", Options, Timeout)]
    private static partial Regex Comparison();

    [GeneratedRegex($@"^({Blank}*({Operator}){Blank}*({Version}){Blank}*)((?:{Blank}+|,{Blank}*)({Operator}){Blank}*({Version}){Blank}*)*\z", Options, Timeout)]
    private static partial Regex Group();
}
