using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Python.Layouts;

/// <summary>The files beside pyproject.toml that setuptools reads, and whether they say anything.</summary>
internal static partial class SetuptoolsPrograms
{
    // Sections that other tools keep in setup.cfg.
    private static readonly string[] ForeignSections = ["flake8", "tool:", "mypy", "isort", "coverage:", "pycodestyle", "pydocstyle", "pylint", "pep8", "tox:", "testenv", "bumpversion", "zest.releaser", "doc8", "yapf", "black", "semantic_release", "check-manifest", "codespell"];

    /// <summary>Why one of them must be run or obeyed; null: none must.</summary>
    /// <param name="tree">The project's files.</param>
    public static string? FindObstacle(SourceTree tree)
    {
        if (tree.Find("setup.py") is { } setup && !IsShim(File.ReadAllText(setup.FullPath))) return "setup.py is a program";
        if (tree.Find("setup.cfg") is { } cfg && OwnSection(File.ReadAllText(cfg.FullPath)) is { } section) return $"setuptools also reads [{section}] of setup.cfg";
        return null;
    }

    /// <summary>Whether a setup.py does nothing but call setuptools, for tools that know no pyproject.toml.</summary>
    /// <param name="text">The file.</param>
    internal static bool IsShim(string text) => Shim.IsMatch(Comments.Replace(text, ""));

    private static string? OwnSection(string text) =>
        Section.Matches(text).Select(static m => m.Groups["name"].Value.Trim()).FirstOrDefault(static name => !Array.Exists(ForeignSections, s => name.StartsWith(s, StringComparison.Ordinal)));

    [GeneratedRegex(@"^[ \t]*#.*$|[ \t]+#[^'""\n]*$", RegexOptions.CultureInvariant | RegexOptions.Multiline, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Comments { get; }

    [GeneratedRegex(@"\A\s*(""""""[^""\\]*""""""\s*|'''[^'\\]*'''\s*)?(from\s+__future__\s+import\s+\w+\s*)?(from\s+setuptools\s+import\s+setup\s+setup\(\s*\)|import\s+setuptools\s+setuptools\.setup\(\s*\)|from\s+setuptools\s+import\s+setup\s+if\s+__name__\s*==\s*[""']__main__[""']\s*:\s+setup\(\s*\)|import\s+setuptools\s+if\s+__name__\s*==\s*[""']__main__[""']\s*:\s+setuptools\.setup\(\s*\))\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Shim { get; }

    [GeneratedRegex(@"^\[(?<name>[^\]\n]+)\]", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Section { get; }
}
