using Legion.Build.Artifacts;
using Legion.Build.Publishing;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Publishes the artifacts of the build record.</summary>
[MSBuildMultiThreadableTask]
public sealed class PublishRelease : ReleaseTask
{
    /// <inheritdoc/>
    private protected override string? Next(ReleaseRequest request) => NextStep.AfterPublish(request);

    /// <inheritdoc/>
    internal override bool Execute(ReleaseRequest request, IBuildLog log, CancellationToken cancellationToken) =>
        ReleaseStation.PublishAsync(request, log, cancellationToken).GetAwaiter().GetResult() is not null;
}
