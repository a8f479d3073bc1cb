using System.Text;
using System.Text.RegularExpressions;

using Legion.Build.Artifacts.Charts.Tools;
using Legion.Build.Artifacts.Files;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Asks the real helm to lint a package before it is put in its place, when the build is told to.</summary>
/// <param name="helm">A name on PATH or an absolute path.</param>
/// <param name="folder">The chart's folder: where its findings are shown.</param>
internal sealed partial class HelmLint(string helm, string folder)
{
    /// <summary>Runs <c>helm lint</c>; what it calls an error or a warning is one here, an absent helm is a warning.</summary>
    /// <param name="package">The package as it will be.</param>
    /// <param name="path">A file it may be written to; it is gone afterwards.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="cancellationToken">Ends helm.</param>
    public async Task RunAsync(ReadOnlyMemory<byte> package, string path, Action<BuildDiagnostic> report, CancellationToken cancellationToken)
    {
        AtomicFile.Write(path, package);
        try
        {
            var result = await ToolProcess.RunAsync(helm, ["lint", path], [], cancellationToken);
            if (result is null)
            {
                report(ChartRules.HelmLint.At(SourceLocation.File(folder), $"there is no '{helm}' to ask; install it, or give its path with LegionHelmLint=PATH"));
                return;
            }

            var said = Findings(Encoding.UTF8.GetString(result.Output)).Distinct(StringComparer.Ordinal).ToList();
            foreach (var one in said) report((one.StartsWith("[ERROR]", StringComparison.Ordinal) ? ChartRules.HelmLintError : ChartRules.HelmLint).At(Place(one), one));

            // A helm that could not even begin says so on its other stream.
            if (result.ExitCode != 0 && said.Count == 0) report(ChartRules.HelmLintError.At(SourceLocation.File(folder), result.LastError));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>One line each: helm 4 spreads what it says of a template over several.</summary>
    private static IEnumerable<string> Findings(string output)
    {
        var open = "";
        foreach (var line in output.Split('\n').Select(static l => l.Trim()).Append(""))
        {
            var begins = line.Length == 0 || line[0] == '[' || line.StartsWith("==> ", StringComparison.Ordinal) || line.StartsWith("Error: ", StringComparison.Ordinal);
            if (!begins && open.Length > 0) open += " " + line;
            if (!begins) continue;
            if (open.Length > 0) yield return open;
            open = line.StartsWith("[ERROR]", StringComparison.Ordinal) || line.StartsWith("[WARNING]", StringComparison.Ordinal) ? line : "";
        }
    }

    // "[ERROR] Chart.yaml: ..." or "[ERROR] templates/: NAME/templates/a.yaml:9:11 ...", with or without a line.
    private SourceLocation Place(string finding)
    {
        foreach (Match match in FileName().Matches(finding))
        {
            var path = match.Groups["path"].Value;
            var file = new[] { path, path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..] }.Select(p => Path.Join(folder, p)).FirstOrDefault(File.Exists);
            if (file is null) continue;
            var said = match.Groups["row"].Success ? match.Groups["row"] : Row().Match(finding).Groups["row"];
            var row = said.Success && int.TryParse(said.ValueSpan, out var number) && number > 0 ? number - 1 : 0;
            return new(file, new(0, 0, row, 0, row, 0));
        }

        return SourceLocation.File(folder);
    }

    [GeneratedRegex(@"(?<path>[\w.\-]+(/[\w.\-]+)*\.(yaml|yml|tpl|txt|json))(:(?<row>[0-9]+))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\bline (?<row>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Row();
}
