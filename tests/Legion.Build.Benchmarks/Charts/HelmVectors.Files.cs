using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts.Charts.Index;
using Legion.Build.Artifacts.Charts.OciForm;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Artifacts.Charts.Reading;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Benchmarks.Charts;

/// <content>Helm's indexes and signed packages.</content>
internal sealed partial class HelmVectors
{
    private void Index()
    {
        var tests = Source("pkg/repo/v1/index_test.go");
        foreach (var file in new[] { "local-index.yaml", "local-index-annotations.yaml", "chartmuseum-index.yaml", "local-index-unordered.yaml", "local-index.json" })
        {
            var editor = new ChartIndexEditor(File.ReadAllBytes(Path.Join(root, "pkg/repo/v1/testdata", file)), file, static _ => { });
            Check(file + ": alpine", editor.Versions("alpine") is [{ Version: "1.0.0", Digest: "1234567890abcdef", Urls: ["https://charts.helm.sh/stable/alpine-1.0.0.tgz", _] }]);
            Check(file + ": nginx", editor.Versions("nginx").Select(static v => v.Version).Order(StringComparer.Ordinal).SequenceEqual(["0.1.0", "0.2.0"], StringComparer.Ordinal));
        }

        Load("indexWithDuplicates", Constant(tests, "indexWithDuplicates"), static change => change == ChartIndexChange.Unreadable);
        Load("indexWithEmptyEntry", Constant(tests, "indexWithEmptyEntry"), static change => change == ChartIndexChange.Added);
        foreach (var name in new[] { "indexWithDuplicatesInChartDeps", "indexWithDuplicatesInLastChartDeps" })
        {
            var text = Constant(tests, name);
            var valid = new ChartIndexEditor(Encoding.UTF8.GetBytes(text), name, static _ => { }).Versions("nginx").Where(static v => v.Version.Length > 0).Select(static v => v.Version);
            Check(name + ": the one without a version is none", valid.SequenceEqual(["0.2.0"], StringComparer.Ordinal));
        }

        Order(Function(tests, "TestIndexFile"));
        Merge();
        Packages();
    }

    private void Load(string name, string text, Func<ChartIndexChange, bool> expected)
    {
        var findings = new List<BuildDiagnostic>();
        var change = new ChartIndexEditor(Encoding.UTF8.GetBytes(text), name, findings.Add).Add(Entry("nginx", "9.0.0"));
        Check(name, expected(change), $"ours {change} {string.Join(" | ", findings.Select(static f => f.Message))}");
    }

    private void Order(string test)
    {
        var editor = new ChartIndexEditor([], "index.yaml", static _ => { });
        foreach (Match row in IndexRow().Matches(test)) Check($"adds {row.Groups["name"].Value} {row.Groups["version"].Value}", editor.Add(Entry(row.Groups["name"].Value, row.Groups["version"].Value)) == ChartIndexChange.Added);
        Check("cutter is sorted", editor.Versions("cutter").Select(static v => v.Version).SequenceEqual(["0.2.0", "0.1.1", "0.1.0"], StringComparer.Ordinal));
        Check("setter is sorted", editor.Versions("setter") is [{ Version: "0.1.9+beta" or "0.1.9+alpha" }, { Version: "0.1.9+alpha" or "0.1.9+beta" }, _, _], string.Join(' ', editor.Versions("setter").Select(static v => v.Version)));
    }

    private void Merge()
    {
        var editor = new ChartIndexEditor([], "index.yaml", static _ => { });
        editor.Add(Entry("dreadnought", "0.1.0"));
        editor.Add(Entry("dreadnought", "0.2.0"));
        editor.Add(Entry("doughnut", "0.2.0"));
        Check("merge: both are there, sorted", editor.Versions("dreadnought").Select(static v => v.Version).SequenceEqual(["0.2.0", "0.1.0"], StringComparer.Ordinal) && editor.Versions("doughnut").Count == 1);
    }

    private void Packages()
    {
        foreach (var package in Directory.GetFiles(Path.Join(root, "pkg/repo/v1/testdata/repository"), "*.tgz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(package);
            var findings = new List<BuildDiagnostic>();
            var form = OciChart.From(bytes, null, null, package, findings.Add);
            Check("indexes " + Path.GetFileName(package), form is not null && new ChartIndexEditor([], "index.yaml", static _ => { }).Add(new(form.Metadata, ["x.tgz"], Convert.ToHexStringLower(SHA256.HashData(bytes)), OciChart.NoTime)) == ChartIndexChange.Added, string.Join(" | ", findings.Select(static f => f.Message)));
        }
    }

    private static ChartIndexEntry Entry(string name, string version) => new(new ChartMetadata { ApiVersion = "v2", Name = name, Version = version }, [$"http://example.com/{name}-{version}.tgz"], new string('a', 64), OciChart.NoTime);

    private static string Constant(string tests, string name)
    {
        var start = tests.IndexOf('`', tests.IndexOf(name + " ", StringComparison.Ordinal)) + 1;
        return tests[start..tests.IndexOf('`', start)];
    }

    private async Task ProvenanceAsync()
    {
        (group, run, passed) = ("provenance", 0, 0);
        var data = Path.Join(root, "pkg/provenance/testdata");
        const string name = "hashtest-1.2.3.tgz";
        var package = await File.ReadAllBytesAsync(Path.Join(data, name));
        Check("the sum", (await File.ReadAllTextAsync(Path.Join(data, "hashtest.sha256"))).StartsWith(Convert.ToHexStringLower(SHA256.HashData(package)), StringComparison.Ordinal));
        using (var content = new MemoryStream(package, writable: false))
        {
            var chart = ChartLoader.LoadArchive(content, name, static _ => { })!;
            Check("the message", GpgProvenance.Message(package, name, chart.ChartYaml.Text) == Constant(Source("pkg/provenance/sign_test.go"), "testMessageBlock"), GpgProvenance.Message(package, name, chart.ChartYaml.Text));
        }

        var home = Directory.CreateTempSubdirectory("gp").FullName;
        try
        {
            foreach (var (file, key, good) in new[] { (name + ".prov", "helm-test-key.pub", true), ("msgblock.yaml.asc", "helm-test-key.pub", true), ("msgblock.yaml.asc", "helm-mixed-keyring.pub", true), ("msgblock.yaml.tampered", "helm-test-key.pub", false) })
            {
                var findings = new List<BuildDiagnostic>();
                var verified = await new GpgProvenance(new() { Home = home, Keyring = Path.Join(data, key) }).VerifyAsync(package, name, await File.ReadAllBytesAsync(Path.Join(data, file)), SourceLocation.File(file), findings.Add, CancellationToken.None);
                Check($"{file} by {key} is {(good ? "good" : "bad")}", verified == good, string.Join(" | ", findings.Select(static f => f.Message)));
            }

            await SignAsync(data, home, package, name);
        }
        finally
        {
            using var end = Process.Start("gpgconf", ["--homedir", home, "--kill", "all"]);
            await end.WaitForExitAsync();
            Directory.Delete(home, recursive: true);
        }

        Row();
    }

    private async Task SignAsync(string data, string home, byte[] package, string name)
    {
        using (var import = Process.Start(new ProcessStartInfo("gpg", ["--homedir", home, "--batch", "--quiet", "--import", Path.Join(data, "helm-test-key.secret")]) { RedirectStandardError = true })!) await import.WaitForExitAsync();
        var findings = new List<BuildDiagnostic>();
        var gpg = new GpgProvenance(new() { Home = home });
        using var content = new MemoryStream(package, writable: false);
        var text = ChartLoader.LoadArchive(content, name, static _ => { })!.ChartYaml.Text;
        var signed = await gpg.SignAsync(package, name, text, "helm-testing@helm.sh", SourceLocation.File(name), findings.Add, CancellationToken.None);
        Check("signs the message with Helm's key", signed is not null && Encoding.UTF8.GetString(signed).Contains(GpgProvenance.Message(package, name, text), StringComparison.Ordinal), string.Join(" | ", findings.Select(static f => f.Message)));
        Check("and verifies it", signed is not null && await gpg.VerifyAsync(package, name, signed, SourceLocation.File(name), findings.Add, CancellationToken.None));
    }

    [GeneratedRegex("Name: \"(?<name>[^\"]*)\", Version: \"(?<version>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IndexRow();
}
