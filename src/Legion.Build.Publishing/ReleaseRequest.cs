using Legion.Build.Artifacts.Charts;
using Legion.Build.Artifacts.Python;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Versions;
using Legion.Build.Publishing.Plans;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing;

/// <summary>What is to be published, checked or promoted. All paths are absolute.</summary>
public sealed record ReleaseRequest
{
    /// <summary>The model.</summary>
    public required DistributionManifest Manifest { get; init; }

    /// <summary>Where each part of the model stands.</summary>
    public required SourceMap Sources { get; init; }

    /// <summary>The folder of the manifest.</summary>
    public required string Root { get; init; }

    /// <summary>Where the artifacts and their record are (<c>artifacts/</c>).</summary>
    public required string OutputPath { get; init; }

    /// <summary>Where state that is no output goes (below <c>obj/</c>).</summary>
    public required string IntermediatePath { get; init; }

    /// <summary>The version, in its three dialects.</summary>
    public required VersionDialects Version { get; init; }

    /// <summary>The channel published to, looked at, or promoted to.</summary>
    public required Channel Channel { get; init; }

    /// <summary>The channel a promotion takes the artifacts from (<c>LegionFrom</c>); null: no promotion.</summary>
    public Channel? From { get; init; }

    /// <summary>The version a promotion takes, where the channel promoted to has another one; null: <see cref="Version"/>.</summary>
    public VersionDialects? FromVersion { get; init; }

    /// <summary>A folder to publish into instead of the repositories (<c>LegionRehearseTo</c>); null: the repositories themselves.</summary>
    public string? RehearseTo { get; init; }

    /// <summary>A plan file (<c>LegionPlan</c>) that must be what is done: a world that changed since stops the publish; null: the plan of now.</summary>
    public string? PlanFile { get; init; }

    /// <summary>How Python packages are stamped again by a promotion.</summary>
    public PythonOptions Python { get; init; } = new();

    /// <summary>How charts are stamped again by a promotion.</summary>
    public ChartOptions Charts { get; init; } = new();

    /// <summary>Folders the build writes to, absolute: nobody's sources.</summary>
    public EquatableArray<string> WrittenPaths { get; init; }

    /// <summary>Items sent at a time.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>How long a committed item may take to become readable.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Told of the plan as it was done, once the release is whole; null: no one.</summary>
    public Action<ReleasePlan>? Done { get; init; }

    /// <summary>What is outside the process.</summary>
    public ReleaseEnvironment Environment { get; init; } = ReleaseEnvironment.OfProcess();

    /// <summary>Opens repositories; null: by their types.</summary>
    public IPublisherFactory? Publishers { get; init; }

    /// <summary>Opens a repository, or the folder that stands for it; nothing is asked of the network yet.</summary>
    /// <param name="repository">As the manifest has it.</param>
    /// <param name="kind">What it is to take or give.</param>
    /// <param name="context">The release.</param>
    /// <returns>The publisher, and the repository with the addresses the environment gives it.</returns>
    internal (IRepositoryPublisher Publisher, Repository Repository) Open(Repository repository, ArtifactKind kind, PublishContext context)
    {
        if (RehearseTo is null) repository = RepositoryOverrides.Apply(repository, Environment);
        var factory = Publishers ?? (RehearseTo is { } folder ? new RehearsalFactory(folder) : new PublisherFactory());
        return (factory.Open(repository, kind, context), repository);
    }
}
