using System.Text;

namespace Legion.Build.Artifacts.Python.Names;

/// <summary>Names of Python distributions (PEP 503, PEP 508, PEP 625).</summary>
public static class PackageName
{
    /// <summary>Whether PEP 508 and PyPI take the name: ASCII letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, a letter or digit at both ends.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    /// <summary>The PEP 503 form, in which two spellings of one name are equal: lower case, runs of <c>-_.</c> as one <c>-</c>.</summary>
    /// <param name="name">The name.</param>
    public static string Normalize(string name) => Join(name, '-');

    /// <summary>The form file names carry (PEP 427 and PEP 625): as normalised, with <c>_</c>.</summary>
    /// <param name="name">The name.</param>
    public static string ForFileName(string name) => Join(name, '_');

    /// <summary>Whether two spellings name the same distribution.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other.</param>
    public static bool AreEqual(string left, string right) => Normalize(left) == Normalize(right);

    private static string Join(string name, char separator)
    {
        var built = new StringBuilder(name.Length);
        var inRun = false;
        foreach (var c in name)
        {
            if (c is '-' or '_' or '.')
            {
                if (!inRun) built.Append(separator);
                inRun = true;
                continue;
            }

            built.Append(char.ToLowerInvariant(c));
            inRun = false;
        }

        return built.ToString();
    }
}
