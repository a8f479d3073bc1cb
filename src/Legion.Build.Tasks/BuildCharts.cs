using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Artifacts.Sources;
using Legion.Build.Manifest.Model;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Packages the charts of the manifest, with the images just made pinned into them.</summary>
[MSBuildMultiThreadableTask]
public sealed class BuildCharts : DistributionTask
{
    /// <summary>LegionChartsSarif: whether the charts' findings are written as SARIF beside the build record.</summary>
    public bool Sarif { get; set; } = true;

    /// <summary>LegionHelmLint: <c>true</c> to ask the helm on the search path too, or the path of one; empty or <c>false</c>: no.</summary>
    public string HelmLint { get; set; } = "";

    /// <summary>LegionChartSigningKey: the key packages are signed with; empty: they are not.</summary>
    public string SigningKey { get; set; } = "";

    /// <summary>LegionGpgPath: the gpg that signs; empty: the one on the search path.</summary>
    public string GpgPath { get; set; } = "";

    /// <summary>LegionChartDependencies: <c>locked</c> (empty), <c>update</c> or <c>off</c>.</summary>
    public string Dependencies { get; set; } = "";

    /// <inheritdoc/>
    protected override bool Execute(CheckedManifest manifest, CancellationToken cancellationToken)
    {
        if (CreateContext(manifest) is not { } context) return true;
        var options = new ChartOptions
        {
            Sarif = Sarif,
            Dependencies = Dependencies.ToUpperInvariant() switch { "UPDATE" => DependencyMode.Update, "OFF" => DependencyMode.Off, _ => DependencyMode.Locked },
            SigningKey = SigningKey.Length > 0 ? SigningKey : null,
            Gpg = GpgPath.Length > 0 ? new GpgOptions { Path = Program(GpgPath) } : new GpgOptions(),
            HelmLint = HelmLint.ToUpperInvariant() switch { "" or "FALSE" => null, "TRUE" => "helm", _ => Program(HelmLint) },
        };
        return HandOver(context, ArtifactKind.Chart, ChartStation.BuildAsync(context, options, TakeOver(ArtifactKind.Image), cancellationToken).GetAwaiter().GetResult());
    }

    /// <summary>A bare name is looked for on the search path; a path is relative to the project.</summary>
    private string Program(string value) => value.AsSpan().ContainsAny('/', '\\') ? Path.GetFullPath(value, Path.GetDirectoryName(ProjectPath)!) : value;
}
