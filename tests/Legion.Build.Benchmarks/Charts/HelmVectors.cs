using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Artifacts.Charts.Versions;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Benchmarks.Charts;

/// <summary>Helm's own test tables and test data, read from a copy of its sources, asked of our parts: vectors run, passed, and each difference.</summary>
/// <remarks><c>-- vectors helm FOLDER</c>, FOLDER being Helm's sources (<c>pkg/</c> and <c>internal/</c>). Nothing of them is kept.</remarks>
internal sealed partial class HelmVectors
{
    private readonly string root;
    private readonly TextWriter output;
    private string group = "";
    private int run;
    private int passed;

    private HelmVectors(string root, TextWriter output) => (this.root, this.output) = (root, output);

    /// <summary>Runs all groups and prints a row for each.</summary>
    public static async Task RunAsync(string root, TextWriter output)
    {
        var vectors = new HelmVectors(root, output);
        vectors.Group("ignore rules", vectors.Ignore);
        vectors.Group("hostile archives", vectors.Archives);
        vectors.Group("lint messages (charts)", vectors.LintCharts);
        vectors.Group("lint tables", vectors.LintTables);
        vectors.Group("object names", vectors.ObjectNames);
        vectors.Group("index", vectors.Index);
        vectors.Group("lock hashes", vectors.Locks);
        vectors.Group("resolving", vectors.Resolving);
        vectors.Group("references and tags", vectors.References);
        await vectors.ProvenanceAsync();
    }

    private void Group(string name, Action vectors)
    {
        (group, run, passed) = (name, 0, 0);
        vectors();
        Row();
    }

    private void Row() => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group,-26} run {run,4}   passed {passed,4}"));

    private void Check(string vector, bool same, string difference = "")
    {
        run++;
        if (same) passed++;
        else output.WriteLine($"  {group}: {vector}: {difference}");
    }

    private string Source(string path) => File.ReadAllText(Path.Join(root, path));

    /// <summary>The text of a test function, or of a table in it.</summary>
    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal);
        if (start < 0) throw new InvalidDataException($"Helm's tests have no '{from}' any more");
        var end = text.IndexOf(to, start + from.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static string Function(string text, string name) => Between(text, "func " + name + "(", "\n}\n");

    /// <summary>What a Go string literal says.</summary>
    private static string Unquote(string literal) => literal[0] == '`' ? literal[1..^1] : JsonSerializer.Deserialize<string>(literal)!;

    private void Ignore()
    {
        var tests = Source("pkg/ignore/rules_test.go");
        foreach (Match row in IgnoreRow().Matches(Function(tests, "TestIgnore")))
        {
            var (pattern, name, expect) = (row.Groups["pattern"].Value, row.Groups["name"].Value, row.Groups["expect"].Value == "true");
            var isFolder = Directory.Exists(Path.Join(root, "pkg/ignore/testdata", name));
            var ignored = HelmIgnore.Parse(pattern, ".helmignore", static _ => { }).Ignores(name.TrimEnd('/'), isFolder);
            Check($"'{pattern}' on '{name}'", ignored == expect, $"ours {ignored}");
        }

        foreach (Match literal in Literal().Matches(Between(Function(tests, "TestParseFail"), "shouldFail := ", "\n")))
        {
            var findings = new List<BuildDiagnostic>();
            HelmIgnore.Parse(Unquote(literal.Value), ".helmignore", findings.Add);
            Check($"{literal.Value} is an error", findings.Exists(static f => f.Rule.Severity == RuleSeverity.Error), "it is none");
        }
    }

    private void Archives()
    {
        var test = Function(Source("pkg/chart/v2/loader/load_test.go"), "TestLoadInvalidArchive");
        foreach (Match row in ArchiveRow().Matches(test)) Archive(Unquote(row.Groups["path"].Value), Unquote(row.Groups["error"].Value));
        foreach (Match row in ArchiveCase().Matches(test)) Archive(Unquote(row.Groups["path"].Value), Unquote(row.Groups["error"].Value));
    }

    private void Archive(string path, string error)
    {
        using var package = new MemoryStream();
        using (var gzip = new GZipStream(package, CompressionLevel.Fastest, leaveOpen: true))
        {
            var header = new byte[512];
            Encoding.UTF8.GetBytes(path).CopyTo(header, 0);
            "0000755\0"u8.CopyTo(header.AsSpan(100));
            "00000000014\0"u8.CopyTo(header.AsSpan(124));
            "00000000000\0"u8.CopyTo(header.AsSpan(136));
            header[156] = (byte)TarEntryType.RegularFile;
            "ustar\000"u8.CopyTo(header.AsSpan(257));
            header.AsSpan(148, 8).Fill((byte)' ');
            Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(static b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
            gzip.Write(header);
            gzip.Write(Encoding.ASCII.GetBytes("hello: world".PadRight(512, '\0')));
            gzip.Write(new byte[1024]);
        }

        package.Position = 0;
        var findings = new List<BuildDiagnostic>();
        var loaded = ChartLoader.LoadArchive(package, "x.tgz", findings.Add);
        var said = string.Join(" | ", findings.Where(static f => f.Rule.Severity == RuleSeverity.Error).Select(static f => f.Message));
        var words = error.Replace("validation: chart.metadata.", "", StringComparison.Ordinal);
        Check($"'{path}'", loaded is null && Plain(said).Contains(Plain(words), StringComparison.Ordinal), $"helm '{error}', ours '{said}'");
    }

    private void Locks()
    {
        var test = Function(Source("internal/resolver/resolver_test.go"), "TestHashReq");
        var expected = Digest().Match(test).Value;
        foreach (Match row in HashRow().Matches(test))
        {
            ChartDependency Alpine(string version) => new("alpine", version, "http://localhost:8879/charts");
            var digest = ChartLock.DigestOf([Alpine(row.Groups["chart"].Value)], [Alpine(row.Groups["lock"].Value)]);
            Check(row.Groups["name"].Value, digest == expected == (row.Groups["differs"].Value == "false"), digest);
        }
    }

    private void Resolving()
    {
        var test = Function(Source("internal/resolver/resolver_test.go"), "TestResolve");
        var index = File.ReadAllBytes(Path.Join(root, "internal/resolver/testdata/repository/kubernetes-charts-index.yaml"));
        var listed = new Artifacts.Charts.Index.ChartIndexEditor(index, "index.yaml", static _ => { });
        foreach (Match row in ResolveRow().Matches(test))
        {
            var (name, repository, wanted) = (row.Groups["chart"].Value, row.Groups["repository"].Value, row.Groups["version"].Value);
            var versions = repository.Length == 0 ? Local("charts/" + name) : repository.StartsWith("file://", StringComparison.Ordinal) ? Local(repository["file://".Length..]) : [.. listed.Versions(name).Select(static v => v.Version)];
            var fits = VersionRange.TryParse(wanted, out var range);
            var newest = fits ? versions.Where(v => ChartVersion.TryParse(v, out var parsed) && range!.Contains(parsed)).MaxBy(static v => ChartVersion.TryParse(v, out var parsed) ? parsed : null) : null;
            var expected = row.Groups["error"].Success ? null : row.Groups["locked"].Value;
            Check(row.Groups["name"].Value, newest == expected, $"helm {expected ?? "an error"}, ours {newest ?? "an error"}");
        }
    }

    private List<string> Local(string path)
    {
        var file = Path.Join(root, "internal/resolver/testdata/chartpath", path, "Chart.yaml");
        return File.Exists(file) ? [ChartMetadataReader.Read(new("Chart.yaml", File.ReadAllBytes(file), file), static _ => { })!.Version] : [];
    }

    private void References()
    {
        foreach (Match row in ReferenceRow().Matches(Function(Source("pkg/registry/reference_test.go"), "TestNewReference")))
        {
            var (text, tag, fails) = (row.Groups["text"].Value, row.Groups["tag"].Value, row.Groups["must"].Value == "Error");
            var bare = text.Replace("oci://", "", StringComparison.Ordinal);
            var asked = bare.Split('@')[0];
            var colon = asked.LastIndexOf(':');
            var ours = fails ? "" : colon > asked.LastIndexOf('/') ? OciChart.TagOf(asked[(colon + 1)..]) : "";
            Check(text, fails ? !bare.Contains('/') : ours == tag, $"helm '{tag}', ours '{ours}'");
        }

        foreach (Match test in TagTest().Matches(Source("pkg/registry/tag_test.go")))
        {
            var tags = Literal().Matches(test.Groups["tags"].Value).Select(static l => Unquote(l.Value)).ToList();
            foreach (Match ask in TagAsk().Matches(test.Value))
            {
                var (wanted, expected) = (ask.Groups["wanted"].Value, ask.Groups["expected"].Success ? ask.Groups["expected"].Value : null);
                var versions = tags.Select(OciChart.VersionOf).Select(static v => ChartVersion.TryParse(v, out var parsed) ? parsed : null).OfType<ChartVersion>().ToList();
                var exact = versions.Find(v => v.Original == wanted);
                var newest = exact ?? (VersionRange.TryParse(wanted.Length == 0 ? "*" : wanted, out var range) ? versions.Where(range.Contains).Max() : null);
                Check($"{test.Groups["name"].Value} '{wanted}' of {string.Join(' ', tags)}", newest?.Original == expected, $"helm the first that fits, {expected}; ours the newest, {newest?.Original}");
            }
        }
    }

    /// <summary>Messages are compared without case, quotes and final stops: the words are Helm's, the manners ours.</summary>
    private static string Plain(string text) => Noise().Replace(text.ToUpperInvariant(), "");

    [GeneratedRegex(@"\{`(?<pattern>[^`]*)`, ""(?<name>[^""]*)"", (?<expect>true|false)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IgnoreRow();

    [GeneratedRegex("\"(\\\\.|[^\"\\\\])*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("\\{\"[^\"]*\\.tgz\", (?<path>\"(\\\\.|[^\"\\\\])*\"), (?<error>\"(\\\\.|[^\"\\\\])*\")\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArchiveRow();

    [GeneratedRegex("writeTar\\(illegalChart, (?<path>\"(\\\\.|[^\"\\\\])*\")[^\n]*\n[^\n]*\n[^\n]*EqualError\\(t, err, (?<error>\"(\\\\.|[^\"\\\\])*\")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArchiveCase();

    [GeneratedRegex("sha256:[0-9a-f]{64}", RegexOptions.None, 1000)]
    private static partial Regex Digest();

    [GeneratedRegex("name:\\s*\"(?<name>[^\"]*)\",\\s*chartVersion: \"(?<chart>[^\"]*)\",\\s*lockVersion:\\s*\"(?<lock>[^\"]*)\",\\s*wantError:\\s*(?<differs>\\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HashRow();

    [GeneratedRegex("\n\t\t\\{\\s*name: \"(?<name>[^\"]*)\",\\s*req: [^\n]*\\s*\\{Name: \"(?<chart>[^\"]*)\", Repository: \"(?<repository>[^\"]*)\", Version: \"(?<version>[^\"]*)\"\\},\\s*\\},(\\s*expect: [^\n]*\\s*Dependencies: [^\n]*\\s*\\{Name: \"[^\"]*\", Repository: \"[^\"]*\", Version: \"(?<locked>[^\"]*)\"\\},\\s*\\},\\s*\\},)?(?<error>\\s*err: true,)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResolveRow();

    [GeneratedRegex("newReference\\(\"(?<text>[^\"]*)\"\\)\\s*require\\.(?<must>NoError|Error)[^\n]*\\s*verify\\(t, actual, \"[^\"]*\", \"[^\"]*\", \"(?<tag>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReferenceRow();

    [GeneratedRegex(@"func Test(?<name>\w+)\([^\n]*\n(?<body>.*?)\n\}\n", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TestFunction();

    [GeneratedRegex(@"func TestGetTagMatchingVersionOrConstraint_(?<name>\w+)\([^\n]*\n.*?tags := (?<tags>[^\n]*)\n.*?\n\}\n", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TagTest();

    [GeneratedRegex("GetTagMatchingVersionOrConstraint\\(tags, \"(?<wanted>[^\"]*)\"\\)\\s*(require\\.NoError[^\n]*(\\s*//[^\n]*)*\\s*(require|assert)\\.Equal\\(t, \"(?<expected>[^\"]*)\")?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagAsk();

    [GeneratedRegex("[\"'.\\\\]", RegexOptions.None, 1000)]
    private static partial Regex Noise();
}
