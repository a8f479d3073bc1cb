using Legion.Build.Artifacts;
using Legion.Build.Publishing;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Publishes on one channel what another channel published.</summary>
[MSBuildMultiThreadableTask]
public sealed class PromoteRelease : ReleaseTask
{
    /// <inheritdoc/>
    private protected override string? Next(ReleaseRequest request) => NextStep.AfterPublish(request);

    /// <inheritdoc/>
    internal override bool Execute(ReleaseRequest request, IBuildLog log, CancellationToken cancellationToken) =>
        ReleaseStation.PromoteAsync(request, log, cancellationToken).GetAwaiter().GetResult() is not null;
}
