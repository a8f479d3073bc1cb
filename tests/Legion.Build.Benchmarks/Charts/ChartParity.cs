using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Benchmarks.Charts;

/// <summary>Real charts through this build and through the real helm: what is in the packages, and what the two lints call an error.</summary>
/// <remarks>
/// <c>-- parity charts HELM FOLDER [all]</c> takes every folder below FOLDER that holds a Chart.yaml. A dependency that is not in charts/ gets a stub there,
/// for helm packages nothing without. Both stamp one version; helm writes Chart.yaml and Chart.lock anew, so those two are compared by what helm reads in them.
/// </remarks>
internal sealed partial class ChartParity : IBuildLog
{
    private const string Version = "9.8.7-parity.1";
    private readonly ConcurrentQueue<BuildDiagnostic> findings = new();
    private readonly string helm;
    private readonly TextWriter output;
    private readonly string work = Directory.CreateTempSubdirectory("legion-parity-").FullName;

    private ChartParity(string helm, TextWriter output) => (this.helm, this.output) = (helm, output);

    /// <summary>Compares all charts below a folder; <paramref name="all"/>: every finding is printed, not only those on which helm differs.</summary>
    public static async Task RunAsync(string helm, string folder, bool all, TextWriter output)
    {
        var parity = new ChartParity(helm, output);
        try
        {
            await parity.AllAsync(folder, all);
        }
        finally
        {
            Directory.Delete(parity.work, recursive: true);
        }
    }

    public void Report(BuildDiagnostic diagnostic) => findings.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text)
    {
    }

    private async Task AllAsync(string folder, bool all)
    {
        var (equal, different, refused, lintEqual, lintDifferent) = (0, 0, 0, 0, 0);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var chart in Charts(folder))
        {
            var label = Path.GetRelativePath(folder, chart);
            var copy = Path.Join(work, "in", "chart");
            if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
            Copy(chart, copy);
            var name = NameLine().Match(await File.ReadAllTextAsync(Path.Join(copy, "Chart.yaml"))).Groups["name"].Value;
            await AddStubsAsync(copy);

            findings.Clear();
            var made = await ChartStation.BuildAsync(Context(name), new ChartOptions { Dependencies = DependencyMode.Off, Sarif = false }, [], CancellationToken.None);
            var (exit, said) = await HelmAsync("package", copy, "--version", Version, "--app-version", Version, "-d", Path.Join(work, "theirs"));
            var ours = findings.ToList();
            if (all)
            {
                foreach (var f in ours.Where(static f => f.Rule != ChartRules.ForeignImage)) await output.WriteLineAsync($"FOUND {label}: {f.Rule.Id} {f.Rule.Severity} {Path.GetRelativePath(copy, f.Location.Path)}:{f.Location.Span.StartLine + 1} {f.Message}");
            }

            foreach (var rule in ours.Select(static f => f.Rule.Id + " " + f.Rule.Severity).Distinct(StringComparer.Ordinal)) counts[rule] = counts.GetValueOrDefault(rule) + 1;
            var errors = ours.Where(static f => f.Rule.Severity == RuleSeverity.Error).ToList();
            if (made.Count == 1 && exit == 0)
            {
                var faults = await CompareAsync(Path.Join(work, "out", made[0].Files[0].Path), Directory.GetFiles(Path.Join(work, "theirs"))[0]);
                if (faults.Count == 0) equal++;
                else different++;
                foreach (var fault in faults) await output.WriteLineAsync($"PACKAGE {label}: {fault}");
            }
            else
            {
                refused++;
                await output.WriteLineAsync($"REFUSED {label}: ours {(made.Count == 1 ? "made" : "none")}, helm {(exit == 0 ? "made" : said.Trim().Split('\n')[^1])}");
            }

            var lint = (await HelmAsync("lint", copy)).Said;
            var theirs = lint.Split('\n').Where(static l => l.StartsWith("[ERROR]", StringComparison.Ordinal)).ToList();
            if (theirs.Count > 0 == errors.Count > 0)
            {
                lintEqual++;
                if (theirs.Count == 0) continue;
            }
            else
            {
                lintDifferent++;
            }

            foreach (var e in theirs) await output.WriteLineAsync($"LINT {label} helm: {e}");
            foreach (var e in errors.Take(6)) await output.WriteLineAsync($"LINT {label} ours: {e.Rule.Id} {Path.GetRelativePath(copy, e.Location.Path)}:{e.Location.Span.StartLine + 1} {e.Message}");
        }

        await output.WriteLineAsync($"packages: {equal} equal, {different} different, {refused} refused by one or both; lint: {lintEqual} agree on error or none, {lintDifferent} differ");
        foreach (var (rule, count) in counts) await output.WriteLineAsync($"{rule}: in {count} charts");
    }

    private static IEnumerable<string> Charts(string folder)
    {
        if (File.Exists(Path.Join(folder, "Chart.yaml"))) return [folder];
        return Directory.GetDirectories(folder).Order(StringComparer.Ordinal).SelectMany(Charts);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        using var cp = Process.Start("cp", ["-a", from, to]);
        cp.WaitForExit();
    }

    private static async Task AddStubsAsync(string chart)
    {
        foreach (var file in new[] { "Chart.yaml", "requirements.yaml" }.Select(f => Path.Join(chart, f)).Where(File.Exists))
        {
            var text = await File.ReadAllTextAsync(file);
            var at = text.StartsWith("dependencies:", StringComparison.Ordinal) ? 0 : text.IndexOf("\ndependencies:", StringComparison.Ordinal);
            if (at < 0) continue;
            var end = NextKey().Match(text, at + 14);
            foreach (Match match in DependencyName().Matches(end.Success ? text[at..end.Index] : text[at..]))
            {
                var name = match.Groups["name"].Value;
                var folder = Path.Join(chart, "charts");
                if (Directory.Exists(folder) && Directory.GetFileSystemEntries(folder, name + "*").Length > 0) continue;
                Directory.CreateDirectory(Path.Join(folder, name));
                await File.WriteAllTextAsync(Path.Join(folder, name, "Chart.yaml"), $"apiVersion: v2\nname: {name}\nversion: 0.0.1\n");
            }
        }
    }

    private async Task<List<string>> CompareAsync(string ours, string theirs)
    {
        var faults = new List<string>();
        var (a, b) = (Members(ours), Members(theirs));
        // helm goes through a Go map of subcharts: their order differs from one of its runs to the next.
        if (!InOrder(a).SequenceEqual(InOrder(b), StringComparer.Ordinal))
        {
            faults.Add("order or names: only ours " + string.Join(' ', a.Select(static m => m.Name).Except(b.Select(static m => m.Name))) + "; only helm's " + string.Join(' ', b.Select(static m => m.Name).Except(a.Select(static m => m.Name))));
        }

        var rewritten = b.ToLookup(static m => m.Name, static m => m.Content, StringComparer.Ordinal);
        foreach (var (name, content) in a)
        {
            if (name.EndsWith("/Chart.yaml", StringComparison.Ordinal) || name.EndsWith("/Chart.lock", StringComparison.Ordinal)) continue;
            if (rewritten[name].FirstOrDefault() is { } other && !content.AsSpan().SequenceEqual(other)) faults.Add($"{name} differs: {content.Length} bytes, helm {other.Length}");
        }

        var (mine, its) = ((await HelmAsync("show", "chart", ours)).Said, (await HelmAsync("show", "chart", theirs)).Said);
        if (mine != its) faults.Add("helm show chart differs:\n" + mine + "---\n" + its);
        return faults;
    }

    private static IEnumerable<string> InOrder(List<(string Name, byte[] Content)> members) =>
        [.. members.Select(static m => m.Name).Where(static n => !IsOfSubchart(n)), .. members.Select(static m => m.Name).Where(IsOfSubchart).Order(StringComparer.Ordinal)];

    private static bool IsOfSubchart(string name) => name.Split('/') is [_, "charts", _, _, ..];

    private static List<(string Name, byte[] Content)> Members(string path)
    {
        var members = new List<(string, byte[])>();
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            var content = new byte[entry.Length];
            entry.DataStream?.ReadExactly(content);
            members.Add((entry.Name, content));
        }

        return members;
    }

    private async Task<(int Exit, string Said)> HelmAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(helm, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }

    private BuildContext Context(string name) => new()
    {
        Manifest = new() { Product = "Parity", Charts = new([new Chart(name, "chart")]) },
        Sources = new(Path.Join(work, "in", "distributions.yaml"), new Dictionary<string, SourceSpan>(StringComparer.Ordinal), new Dictionary<string, SourceSpan>(StringComparer.Ordinal)),
        Root = Path.Join(work, "in"),
        OutputPath = Path.Join(work, "out"),
        IntermediatePath = Path.Join(work, "obj"),
        Version = new(Version, Version, Version),
        Channel = new("development", VersionPolicy.Any),
        Log = this,
    };

    [GeneratedRegex("""^name:[ ]*["']?(?<name>[^"'\s#]+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameLine();

    [GeneratedRegex("""^[ ]*(- )?name:[ ]*["']?(?<name>[^"'\s#]+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DependencyName();

    [GeneratedRegex("^[A-Za-z]", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NextKey();
}
