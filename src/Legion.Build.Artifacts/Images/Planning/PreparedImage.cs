using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Artifacts.Images.Projects;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>An image that is ready to be built: read, checked, its context closed.</summary>
internal sealed record PreparedImage
{
    /// <summary>The image.</summary>
    public required Image Image { get; init; }

    /// <summary>Absolute path of its Dockerfile; of its project for a .NET service.</summary>
    public required string File { get; init; }

    /// <summary>The platforms it is for.</summary>
    public required IReadOnlyList<Platform> Platforms { get; init; }

    /// <summary>What each platform involves; empty for a .NET service.</summary>
    public required IReadOnlyList<DockerfilePlan> Plans { get; init; }

    /// <summary>For a .NET service, what MSBuild says of it on each platform; empty for a Dockerfile.</summary>
    public IReadOnlyList<ProjectReport> Projects { get; init; } = [];

    /// <summary>What it may see.</summary>
    public required ImageContext Context { get; init; }

    /// <summary>The images of the manifest it is built from.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The images it names on a platform.</summary>
    /// <param name="platform">Index of the platform.</param>
    public IReadOnlyList<string> ImagesOn(int platform) => Projects.Count > 0 ? [Projects[platform].BaseImage] : Plans[platform].Images;

    /// <summary>Why the embedded assembler cannot build it; null: it can.</summary>
    public EngineNeed? Need => Plans.Select(static plan => plan.Need).FirstOrDefault(static need => need is not null);
}
