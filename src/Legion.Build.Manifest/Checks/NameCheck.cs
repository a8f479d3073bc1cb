using System.Globalization;
using System.Text;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Names that meet where each must be its own.</summary>
internal static class NameCheck
{
    /// <summary>Names of one section that become one C# identifier: an error at both, and the first one stays.</summary>
    public static void Identifiers<T>(List<Draft<T>> drafts, Findings findings) =>
        Meeting(drafts, Naming.Identifiers.From, findings, (first, second, identifier) =>
        {
            Report(ManifestRules.IdentifierCollision, second, first, identifier, findings, spoils: true);
            Report(ManifestRules.IdentifierCollision, first, second, identifier, findings, spoils: false);
        });

    /// <summary>Python names that an index takes for one (PEP 503).</summary>
    public static void PythonNames(List<Draft<PythonPackage>> drafts, Findings findings) =>
        Meeting(drafts, NormalPythonName, findings, (first, second, normal) =>
            Report(ManifestRules.PythonNamesMeet, second, first, normal, findings, spoils: true));

    /// <summary>The product, when it can name a namespace.</summary>
    public static string? Product(YamlScalar? node, Findings findings)
    {
        if (node is null || !node.IsText) return null;
        foreach (var part in node.Text.Split('.'))
        {
            if (part.Any(char.IsLetterOrDigit)) continue;
            findings.Add(ManifestRules.InvalidProduct, node.Span, node.Text, "each part between dots needs a letter or digit, for it becomes a namespace");
            return null;
        }

        return node.Text;
    }

    /// <summary>PEP 503: small letters, and any run of <c>-</c>, <c>_</c> and <c>.</c> as one <c>-</c>.</summary>
    public static string NormalPythonName(string name)
    {
        var normal = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not ('-' or '_' or '.')) normal.Append(char.ToLowerInvariant(c));
            else if (normal.Length == 0 || normal[normal.Length - 1] != '-') normal.Append('-');
        }

        return normal.ToString();
    }

    private static void Meeting<T>(List<Draft<T>> drafts, Func<string, string> map, Findings findings, Action<YamlEntry, YamlEntry, string> report)
    {
        var mapped = new string?[drafts.Count];
        var seen = new NameTable<string?>(mapped, static m => m);
        for (var i = 0; i < mapped.Length; i++)
        {
            // What has an error of its own will be mended first.
            var entry = drafts[i].Entry;
            if (findings.Spoils(entry)) continue;
            mapped[i] = map(entry.Key!);
            if (seen.Enter(i) is >= 0 and var first) report(drafts[first].Entry, entry, mapped[i]!);
        }
    }

    private static void Report(Rule rule, YamlEntry at, YamlEntry other, string mapped, Findings findings, bool spoils)
    {
        findings.Owner = spoils ? at : null;
        findings.AddRelated(rule, at.KeySpan, other.KeySpan, at.Key, other.Key, (other.KeySpan.StartLine + 1).ToString(CultureInfo.InvariantCulture), mapped);
        findings.Owner = null;
    }
}
