using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>What assembling one image for one platform works with.</summary>
internal sealed record AssemblyInput
{
    /// <summary>The image.</summary>
    public required Image Image { get; init; }

    /// <summary>What it involves.</summary>
    public required DockerfilePlan Plan { get; init; }

    /// <summary>What it is for.</summary>
    public required Platform Platform { get; init; }

    /// <summary>What it may see.</summary>
    public required ImageContext Context { get; init; }

    /// <summary>The context as a tree.</summary>
    public required ImageTree ContextTree { get; init; }

    /// <summary>Absolute path of the manifest's folder.</summary>
    public required string Root { get; init; }

    /// <summary>Where <c>sources</c> of the image stand, or would: <c>distributions.yaml:31</c>.</summary>
    public required string SourcesPlace { get; init; }

    /// <summary>The images Dockerfiles begin from.</summary>
    public required IBaseImages Bases { get; init; }

    /// <summary>Uncompresses archives.</summary>
    public required Unpacker Unpacker { get; init; }
}
