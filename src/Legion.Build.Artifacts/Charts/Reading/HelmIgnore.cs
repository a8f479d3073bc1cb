using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>The rules of a <c>.helmignore</c>, with Helm's meaning: the first pattern that decides wins.</summary>
/// <remarks>
/// What looks like .gitignore is not: there is no <c>**</c>, and a negated pattern does not bring a file back: it ignores
/// every path that does <em>not</em> match it (helm <c>pkg/ignore</c>).
/// </remarks>
public sealed class HelmIgnore
{
    private readonly IReadOnlyList<IgnorePattern> patterns;

    private HelmIgnore(IReadOnlyList<IgnorePattern> patterns) => this.patterns = patterns;

    /// <summary>The file's name in a chart's root.</summary>
    public const string FileName = ".helmignore";

    /// <summary>What holds when there is no file: dot-files in <c>templates/</c> are left out.</summary>
    public static HelmIgnore Default { get; } = Parse("", FileName, static _ => { });

    /// <summary>Reads the rules; a pattern that Helm would refuse is reported and left out.</summary>
    /// <param name="text">The file's text; a byte order mark is skipped.</param>
    /// <param name="path">The file, for findings.</param>
    /// <param name="report">Takes the findings.</param>
    public static HelmIgnore Parse(string text, string path, Action<BuildDiagnostic> report)
    {
        var read = new List<IgnorePattern>();
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        for (var line = 0; start <= text.Length; line++)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            var raw = text[start..end];
            var rule = raw.Trim();
            if (rule.Length > 0 && rule[0] != '#')
            {
                var column = raw.IndexOf(rule, StringComparison.Ordinal);
                var at = new SourceLocation(path, new(start + column, rule.Length, line, column, line, column + rule.Length));
                if (TryParse(rule, at, report, out var pattern)) read.Add(pattern);
            }

            start = end + 1;
        }

        read.Add(new("templates/.?*", Negated: false, FoldersOnly: false));
        return new(read);
    }

    /// <summary>True when Helm would leave the path out; a folder that is left out takes all in it along.</summary>
    /// <param name="path">Relative to the chart, with forward slashes, none at either end.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Ignores(string path, bool isFolder)
    {
        if (path is "" or "." or "./") return false;
        foreach (var pattern in patterns)
        {
            if (pattern.Negated)
            {
                if ((pattern.FoldersOnly && !isFolder) || !pattern.Matches(path)) return true;
                continue;
            }

            if (pattern.FoldersOnly && !isFolder) continue;
            if (pattern.Matches(path)) return true;
        }

        return false;
    }

    private static bool TryParse(string rule, SourceLocation at, Action<BuildDiagnostic> report, out IgnorePattern pattern)
    {
        pattern = default;
        if (rule.Contains("**", StringComparison.Ordinal))
        {
            report(ChartRules.IgnoreDoubleStar.At(at, rule));
            return false;
        }

        if (!GoGlob.IsValid(rule))
        {
            report(ChartRules.IgnoreMalformed.At(at, rule));
            return false;
        }

        var negated = rule[0] == '!';
        var text = negated ? rule[1..] : rule;
        var foldersOnly = text.EndsWith('/');
        if (foldersOnly) text = text[..^1];
        pattern = new(text, negated, foldersOnly);
        if (negated) report(ChartRules.IgnoreNegation.At(at, rule));
        else if (CanNeverMatch(text)) report(ChartRules.IgnoreNeverMatches.At(at, rule));
        return true;
    }

    private static bool CanNeverMatch(string text)
    {
        var path = text.StartsWith('/') ? text[1..] : text;
        return path.Length == 0 || path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal)
            || path.Contains("//", StringComparison.Ordinal) || path.StartsWith('/') || path.EndsWith('/') || path is ".." || path.Contains("\\\\", StringComparison.Ordinal);
    }
}
