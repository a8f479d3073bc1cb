using System.Text;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Pages;
using Legion.Build.Artifacts.Pages.Docs;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Writes the platform's distributions page, or checks that the one that is there tells the same.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteDocs : DistributionTask
{
    /// <summary>The page, absolute; empty: <c>distributions.md</c> in the manifest's documentation folder.</summary>
    public string PagePath { get; set; } = "";

    /// <summary>The user's template, absolute; empty: ours. One that is not there yet is written first: ours, to begin with.</summary>
    public string TemplatePath { get; set; } = "";

    /// <summary>True to report a page that is missing or tells something else, and to write nothing.</summary>
    public bool CheckOnly { get; set; }

    /// <summary>The project's name: a line that begins with it is shown by every logger of MSBuild.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (manifest.Manifest is not { } model || manifest.HasErrors) return !Log.HasLoggedErrors;
        var root = Path.GetDirectoryName(ManifestPath)!;
        var page = PagePath.Length > 0 ? PagePath : Path.Combine(root, Folder(model), "distributions.md");
        if (TemplatePath.Length > 0 && !File.Exists(TemplatePath) && !BeginTemplate()) return false;
        var template = TemplatePath.Length == 0 ? null : PageTemplate.Compile(File.ReadAllText(TemplatePath), TemplatePath, html: false);
        var relative = Path.GetRelativePath(root, page).Replace(Path.DirectorySeparatorChar, '/');
        var text = DistributionsPage.Render(model, relative, template, path => PageTitle.TryRead(Path.Combine(root, path)));
        if (!CheckOnly)
        {
            var written = AtomicFile.WriteIfChanged(page, Encoding.UTF8.GetBytes(text));
            Log.LogMessage(MessageImportance.High, "{0} -> {1}{2}", ProjectName, page, written ? "" : " (unchanged)");
            return true;
        }

        // Line ends are git's affair: a checkout with CRLF tells the same.
        var current = File.Exists(page) ? File.ReadAllText(page).ReplaceLineEndings("\n") : null;
        if (current == text) return true;
        BuildLog.Report(SdkRules.DocsStale.At(FirstDifference(page, current, text), relative, current is null ? "does not exist" : "does not tell what the manifest says"));
        return false;
    }

    /// <summary>Writes our template where the user wants one of their own.</summary>
    private bool BeginTemplate()
    {
        if (CheckOnly)
        {
            BuildLog.Report(SdkRules.FileFailed.At(SourceLocation.File(TemplatePath), "The property LegionDocsTemplate names a template that is not there; `dotnet build -t:Docs` with the same property writes ours in its place, to be changed."));
            return false;
        }

        AtomicFile.WriteIfChanged(TemplatePath, Encoding.UTF8.GetBytes(PageTemplate.Shipped(DistributionsPage.TemplateFile)));
        Log.LogMessage(MessageImportance.High, "{0} -> {1} (there was no template: this is ours, change it as you like)", ProjectName, TemplatePath);
        return true;
    }

    private static string Folder(DistributionManifest model) =>
        model.Documentation is { } folder && !folder.Contains("://", StringComparison.Ordinal) ? folder : "";

    private static SourceLocation FirstDifference(string page, string? current, string text)
    {
        if (current is null) return SourceLocation.File(page);
        var (have, want) = (current.Split('\n'), text.Split('\n'));
        var line = 0;
        while (line < have.Length && line < want.Length && have[line] == want[line]) line++;
        return new(page, new(0, 0, line, 0, line, 0));
    }
}
