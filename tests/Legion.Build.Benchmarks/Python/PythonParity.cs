using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Legion.Build.Artifacts;
using Legion.Build.Artifacts.Python;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;

namespace Legion.Build.Benchmarks.Python;

/// <summary>Real projects built natively and by their own backend: which wheels differ, and in what.</summary>
/// <remarks><c>-- parity python FOLDER [PYTHON]</c> takes each folder in FOLDER that holds a pyproject.toml; <c>auto</c> says who builds, and a native wheel is compared.</remarks>
/// <param name="interpreter">The Python whose backends build.</param>
internal sealed partial class PythonParity(string interpreter) : IBuildLog
{
    private const string Version = "9.8.7";
    private ConcurrentQueue<string> said = new();
    private ConcurrentQueue<BuildDiagnostic> findings = new();

    /// <summary>Compares all projects and prints a row for each.</summary>
    public static async Task RunAsync(string folder, string interpreter, TextWriter output)
    {
        var (native, equal, backend, failed) = (0, 0, 0, 0);
        foreach (var project in Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(static p => File.Exists(Path.Join(p, "pyproject.toml"))))
        {
            var parity = new PythonParity(interpreter);
            var (how, backendName) = await parity.BuildAsync(project, null);
            if (parity.findings.Any(static f => f.Rule == PythonRules.NothingToStamp) && VersionFile(project) is { } file)
            {
                (parity.findings, parity.said) = ([], []);
                (how, _) = await parity.BuildAsync(project, file);
            }

            var unexplained = parity.findings.Where(static f => f.Rule == PythonRules.BuildersDiffer).Select(static f => f.Message).ToList();
            var explained = parity.said.Where(static m => m.Contains(" differ: ", StringComparison.Ordinal)).ToList();
            var errors = parity.findings.Where(static f => f.Rule.Severity == RuleSeverity.Error && f.Rule != PythonRules.BuildersDiffer).Select(static f => f.Rule.Id + " " + f.Message).ToList();
            if (errors.Count > 0) failed++;
            else if (how == "native") native++;
            else backend++;
            if (errors.Count == 0 && how == "native" && unexplained.Count == 0) equal++;
            var reason = parity.said.FirstOrDefault(static m => m.StartsWith("built ", StringComparison.Ordinal));
            await output.WriteLineAsync($"{Path.GetFileName(project),-22} {backendName,-14} {(errors.Count > 0 ? "failed" : how),-10} {(how == "native" ? string.Create(CultureInfo.InvariantCulture, $"{unexplained.Count} unexplained, {explained.Count} explained") : reason)}");
            foreach (var line in unexplained.Concat(explained).Concat(errors.Select(static e => e.Length > 400 ? e[..400] : e))) await output.WriteLineAsync("    " + line.ReplaceLineEndings(" "));
        }

        await output.WriteLineAsync($"native {native}, of them equal but for what is explained {equal}; by their backend {backend}; failed {failed}");
    }

    public void Report(BuildDiagnostic diagnostic) => findings.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text) => said.Enqueue(text);

    // What a manifest would say where the backend's own file imports the version from another one.
    private static string? VersionFile(string project) => Directory.GetFiles(project, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Where(static f => VersionLine().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(project, f)).FirstOrDefault();

    private async Task<(string? How, string Backend)> BuildAsync(string project, string? versionFile)
    {
        var text = await File.ReadAllTextAsync(Path.Join(project, "pyproject.toml"));
        var name = NameLine().Match(text).Groups["name"].Value;
        if (name.Length == 0) name = Path.GetFileName(project);
        var work = Directory.CreateTempSubdirectory("legion-parity-").FullName;
        try
        {
            var package = new PythonPackage(name, ".") { VersionFile = versionFile ?? (StaticVersion().IsMatch(text) ? "pyproject.toml" : null) };
            var channel = new Channel("release", VersionPolicy.Stable);
            var none = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
            var context = new BuildContext
            {
                Manifest = new DistributionManifest { Product = "Parity", Channels = EquatableArray.Of(channel), PythonPackages = EquatableArray.Of(package) },
                Sources = new SourceMap(Path.Join(project, "distributions.yaml"), none, none),
                Root = project,
                OutputPath = Path.Join(work, "out"),
                IntermediatePath = Path.Join(work, "obj"),
                Version = new VersionDialects(Version, Version, Version),
                Channel = channel,
                Log = this,
            };
            var built = await PythonStation.BuildAsync(context, new PythonOptions { Compare = true, Interpreter = interpreter, Isolation = PythonIsolation.Never }, CancellationToken.None);
            return (built.Count == 1 ? built[0].How : said.Any(static m => m.StartsWith("built natively", StringComparison.Ordinal)) ? "native" : null, BackendLine().Match(text).Groups["name"].Value);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    [GeneratedRegex("""^name *= *["'](?<name>[^"']+)["']""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameLine();

    [GeneratedRegex("""^__version__ *= *["']""", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VersionLine();

    [GeneratedRegex("""^\[project\](?:(?!^\[)[\s\S])*?^version *= *["']""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StaticVersion();

    [GeneratedRegex("""^build-backend *= *["'](?<name>[^"':.]+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BackendLine();
}
