using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Tests.Reading;
using Legion.Build.Manifest.Tests.Rules;

namespace Legion.Build.Manifest.Tests.Robustness;

/// <summary>Manifests with damage: bytes and tokens put in, taken out, repeated and moved.</summary>
internal static class Mutations
{
    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ":", ": ", "- ", ", ", "? ", "&a ", "*a", "<<: *a\n", "!!str ", "!<x", "|\n", ">-\n", "'", "\"", "\\", "#", "\t", "\n", "\r\n", "\r",
        "\0", "\uFEFF", "\u2028", "\u0085", "\uD800", "😀", "---\n", "...\n", "%YAML 1.1\n", "%TAG ! x\n", "${", "}", "null", "~", "true", "1e999", "0x", "-.inf", "@", "`",
        "images", "charts", "python", "channels", "publish", "repositories", "k8s-edi", "legion", "path", "dockerfile", "url", "type", "oci", "installAfter", "..", "/", "//",
        new string(' ', 40), new string('[', 60), new string('x', 3000), "- - - - - - - - ", "? ? ? ? ? ",
    ];

    private static readonly string[] Seeds = [ManifestReaderTests.Whole, .. RuleCases.All.Select(static c => c.Tripping), .. RuleCases.All.Select(static c => c.Clean)];

    /// <summary>Texts, each one to eight mutations away from a manifest.</summary>
    public static Arbitrary<string> Arbitrary()
    {
        var mutation = from kind in Gen.Choose(0, 6)
                       from a in Gen.Choose(0, int.MaxValue)
                       from b in Gen.Choose(0, int.MaxValue)
                       from token in Gen.Elements(Tokens)
                       select (kind, a, b, token);
        var text = from whole in Gen.Choose(0, 2)
                   from seed in whole > 0 ? Gen.Constant(Seeds[0]) : Gen.Elements(Seeds)
                   from count in Gen.Choose(1, 8)
                   from mutations in mutation.ArrayOf(count)
                   select mutations.Aggregate(seed, Apply);
        return text.ToArbitrary();
    }

    private static string Apply(string text, (int Kind, int A, int B, string Token) it)
    {
        if (text.Length == 0) return it.Token;
        var at = it.A % text.Length;
        var length = Math.Min(it.B % 40, text.Length - at);
        return it.Kind switch
        {
            0 => Byte(text, it.A, it.B),
            1 => text.Insert(at, it.Token),
            2 => text.Remove(at, length),
            3 => text.Insert(it.B % text.Length, text.Substring(at, length)),
            4 => Lines(text, it.A, it.B),
            5 => text[..at],
            _ => text.Remove(at, length).Insert(at, it.Token),
        };
    }

    private static string Byte(string text, int a, int b)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes[a % bytes.Length] = (byte)b;
        return Encoding.UTF8.GetString(bytes);
    }

    private static string Lines(string text, int a, int b)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[a % lines.Count];
        lines.RemoveAt(a % lines.Count);
        lines.Insert(b % (lines.Count + 1), line);
        if (b % 3 == 0) lines.Insert(a % lines.Count, line);
        return string.Join('\n', lines);
    }
}
