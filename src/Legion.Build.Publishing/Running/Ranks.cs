using Legion.Build.Manifest.Model;

namespace Legion.Build.Publishing.Running;

/// <summary>The order in which a release becomes visible: what is referred to comes before what refers to it.</summary>
internal sealed class Ranks(DistributionManifest manifest)
{
    /// <summary>Tags that move: after every artifact.</summary>
    public const int FloatingTags = 1_000_000;

    /// <summary>The tag of the sources: last of all.</summary>
    public const int GitTag = 2_000_000;

    private const int Images = 0;
    private const int Python = 1;
    private const int Charts = 2;

    private readonly Dictionary<string, int> charts =
        InstallOrder.Of(manifest.Charts).Select(static (c, i) => (c.Name, i)).ToDictionary(static c => c.Name, static c => c.i, StringComparer.Ordinal);

    /// <summary>The rank of an artifact: images, Python packages, charts in the order of their installation.</summary>
    public int Of(ArtifactKind kind, string name) => kind switch
    {
        ArtifactKind.Image => Images,
        ArtifactKind.Python => Python,
        _ => Charts + charts.GetValueOrDefault(name),
    };
}
