using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Reads the manifest, looks for its files, reports every finding, and gives its parts as items.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckManifest : DistributionTask
{
    /// <summary>Where to remember the items for evaluations to come; empty: nowhere.</summary>
    public string ItemsPath { get; set; } = "";

    /// <summary>Of what they are remembered: they are believed while the property <c>_LegionItemsStamp</c> has this value.</summary>
    public string ItemsStamp { get; set; } = "";

    /// <summary>True when there is something to make, even where other parts have errors.</summary>
    [Output]
    public bool Ready { get; set; }

    /// <summary>True when an error was found.</summary>
    [Output]
    public bool HasErrors { get; set; }

    /// <summary>The channel this build is for.</summary>
    [Output]
    public string? ChannelName { get; set; }

    /// <summary>The charts.</summary>
    [Output]
    public ITaskItem[] Charts { get; set; } = [];

    /// <summary>The images.</summary>
    [Output]
    public ITaskItem[] Images { get; set; } = [];

    /// <summary>The Python packages.</summary>
    [Output]
    public ITaskItem[] PythonPackages { get; set; } = [];

    /// <summary>The repositories.</summary>
    [Output]
    public ITaskItem[] Repositories { get; set; } = [];

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        // What an earlier build handed over must not be taken for this one's work.
        Directory.CreateDirectory(IntermediatePath);
        foreach (var kind in Enum.GetValues<ArtifactKind>()) File.Delete(HandOver(kind));
        foreach (var diagnostic in manifest.Diagnostics) BuildLog.Report(diagnostic);
        // Text that is no YAML has parts nobody read: what is missing from the model may well be in the file.
        if (CreateContext(manifest, BuildLog.Report) is not { } context || manifest.Diagnostics.Any(static d => IsYaml(d.Rule))) return !(HasErrors = Log.HasLoggedErrors);
        var items = new ManifestItems(context);
        (Charts, Images, PythonPackages, Repositories) = (items.Charts(), items.Images(), items.PythonPackages(), items.Repositories());
        ChannelName = context.Channel.Name;
        if (ItemsPath.Length > 0)
            ItemsFile.Write(ItemsPath, ItemsStamp, [("LegionChart", Charts), ("LegionImage", Images), ("LegionPythonPackage", PythonPackages), ("LegionRepository", Repositories)]);
        Ready = true;
        return !(HasErrors = Log.HasLoggedErrors);
    }

    private static bool IsYaml(Rule rule) => rule == ManifestRules.YamlSyntax || rule == ManifestRules.YamlLimit || rule == ManifestRules.YamlAlias || rule == ManifestRules.ManyDocuments;
}
