using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Manifest.Tests.Versions;

public sealed class VersionOrderTests
{
    private const string Examiner = """
        import sys
        from packaging.version import Version
        last = None
        for line in sys.stdin:
            text = line.strip()
            version = Version(text)
            if str(version) != text:
                print(f"{text} is {version} in normal form")
            public = Version(version.public)
            if last is not None and not last < public:
                print(f"{last} is not before {public}")
            last = public
        """;

    [Fact]
    public void The_map_keeps_order_over_twenty_thousand_pairs()
    {
        var ordered = 0;
        Prop.ForAll(VersionTexts.Pairs, pair =>
        {
            if (!VersionDialects.TryCreate(pair.Item1, out var a, out _) || !VersionDialects.TryCreate(pair.Item2, out var b, out _)) return;
            var order = Parse(pair.Item1).CompareTo(Parse(pair.Item2));
            if (order == 0) return;
            Assert.Equal(order, Math.Sign(Pep440Order.Compare(a.Pep440, b.Pep440)));
            ordered++;
        }).Check(Chance.Trials(60_000));
        Assert.True(ordered > 10_000, ordered.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_map_is_total_or_an_error_and_tags_are_tags() =>
        Prop.ForAll(VersionTexts.Any.ToArbitrary(), static text =>
        {
            var mapped = VersionDialects.TryCreate(text, out var dialects, out var error);
            Assert.True(mapped ? dialects is not null && error is null : dialects is null && error!.Length > 10);
            if (!mapped) return;
            Assert.Matches("^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$", dialects!.OciTag);
            Assert.Equal(text, dialects.OciTag.Replace('_', '+'));
        }).Check(Chance.Trials(20_000));

    [Fact]
    public void The_packaging_module_agrees_on_normal_forms_and_order()
    {
        // Distinct by precedence: of two builds of one version neither is first.
        var versions = VersionTexts.Any.Samples(20_000, 20)
            .Where(static v => VersionDialects.TryCreate(v, out _, out _))
            .GroupBy(Parse)
            .OrderBy(static g => g.Key)
            .Select(static g => g.First())
            .ToList();
        Assert.True(versions.Count > 300, versions.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var input = string.Join('\n', versions.Select(static v => VersionDialects.TryCreate(v, out var d, out var e) ? d.Pep440 : throw new InvalidOperationException(e)));
        if (Ask("import packaging", string.Empty) is not "") Assert.Skip("needs the Python module packaging: apt-get install python3-packaging");
        Assert.Equal("", Ask(Examiner, input));
    }

    // The order of SemVer's own page (section 11), and that build metadata is none of it.
    [Fact]
    public void Precedence_is_that_of_SemVer()
    {
        string[] ascending = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1", "10.0.0"];
        for (var i = 1; i < ascending.Length; i++)
        {
            Assert.True(Parse(ascending[i - 1]) < Parse(ascending[i]), ascending[i]);
            Assert.True(Parse(ascending[i]) > Parse(ascending[i - 1]), ascending[i]);
        }

        Assert.True(Parse("1.0.0+a") == Parse("1.0.0+b"));
        Assert.Equal(Parse("1.0.0+a").GetHashCode(), Parse("1.0.0").GetHashCode());
    }

    private static SemanticVersion Parse(string text) => SemanticVersion.TryParse(text, out var version, out var error) ? version : throw new InvalidOperationException(error);

    /// <summary>What Python prints; null when there is no Python or it fails.</summary>
    private static string? Ask(string program, string input)
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python)) return null;
        using var process = Process.Start(new ProcessStartInfo(python, ["-I", "-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : program == Examiner ? output + error : null;
    }
}
