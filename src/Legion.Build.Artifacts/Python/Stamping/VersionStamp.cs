using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Stamping;

/// <summary>Writes a version into the text of a file that holds one.</summary>
internal static partial class VersionStamp
{
    // __version__ = "1.0", version: str = '1.0', VERSION = u"1.0", and the version key of setup.cfg and of a JSON file.
    [GeneratedRegex(@"^(?<before>[ \t]*""?(__version__|_*version_*|VERSION)""?(\s*:\s*[\w.]+)?\s*[=:]\s*[uU]?(?<quote>[""']))(?<value>[^""'\r\n]*)\k<quote>", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Assignment { get; }

    [GeneratedRegex(@"^(?<before>version[ \t]*[=:][ \t]*)(?<value>[^\s#;""']+)[ \t]*\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Setting { get; }

    [GeneratedRegex(@"\A\s*v?[0-9][0-9A-Za-z.+!_-]*\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex NothingElse { get; }

    /// <summary>Stamps the first version in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">PEP 440.</param>
    /// <returns>Null when it holds none.</returns>
    public static string? Apply(string text, string version)
    {
        if (NothingElse.IsMatch(text)) return version + (text.EndsWith('\n') ? "\n" : "");
        var match = Assignment.Match(text);
        if (!match.Success) match = Setting.Match(text);
        if (!match.Success) return null;
        var value = match.Groups["value"];
        return TextEdit.Apply(text, [new(value.Index, value.Length, version)]);
    }
}
