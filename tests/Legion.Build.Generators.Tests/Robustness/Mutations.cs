using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Generators.Tests.Driving;
using Legion.Build.Manifest.Tests.Rules;

namespace Legion.Build.Generators.Tests.Robustness;

/// <summary>Manifests a few damages away from a sound one: characters, tokens and lines put in, taken out, repeated and moved.</summary>
internal static class Mutations
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ": ", "- ", ", ", "&a ", "*a", "<<: *a\n", "|\n", "'", "\"", "\\", "#", "\t", "\n", "\r\n", "\r", "\0", "\uFEFF", "\u2028", "\u0085", "\uD800",
        "😀", "é", "---\n", "${", "}", "{0}", "null", "~", "true", "images", "charts", "python", "channels", "publish", "repositories", "k8s-edi", "legion", "path", "dockerfile",
        "url", "type", "oci", "installAfter", "release", "..", "//", "*/", "\"\"\"", "</summary>", "@", "#if", "global::", new string('x', 3000), new string('[', 60),
    ];

    private static readonly string[] Seeds = [TestManifests.Small, .. RuleCases.All.Select(static c => c.Clean)];

    public static Gen<string> Texts =>
        from whole in Gen.Choose(0, 2)
        from seed in whole > 0 ? Gen.Constant(TestManifests.Legion) : Gen.Elements(Seeds)
        from count in Gen.Choose(1, 6)
        from damages in Damage.ArrayOf(count)
        select damages.Aggregate(seed, Apply);

    private static Gen<(int Kind, int A, int B, string Token)> Damage =>
        from kind in Gen.Choose(0, 6)
        from a in Gen.Choose(0, int.MaxValue)
        from b in Gen.Choose(0, int.MaxValue)
        from token in Gen.Elements(Tokens)
        select (kind, a, b, token);

    private static string Apply(string text, (int Kind, int A, int B, string Token) it)
    {
        if (text.Length == 0) return it.Token;
        var at = it.A % text.Length;
        var length = Math.Min(it.B % 40, text.Length - at);
        switch (it.Kind)
        {
            case 0: return text[..at] + (char)(it.B % 256) + text[(at + 1)..];
            case 1: return text.Insert(at, it.Token);
            case 2: return text.Remove(at, length);
            case 3: return text.Insert(it.B % text.Length, text.Substring(at, length));
            case 4: return text.Remove(at, length).Insert(at, it.Token);
            case 5: return text[..at];
            default:
                var lines = text.Split('\n');
                (lines[it.A % lines.Length], lines[it.B % lines.Length]) = (lines[it.B % lines.Length], lines[it.A % lines.Length]);
                return string.Join('\n', lines);
        }
    }
}
