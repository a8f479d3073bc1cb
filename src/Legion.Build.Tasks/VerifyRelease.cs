using Legion.Build.Artifacts;
using Legion.Build.Publishing;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Compares a release with the world.</summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyRelease : ReleaseTask
{
    /// <inheritdoc/>
    internal override bool Execute(ReleaseRequest request, IBuildLog log, CancellationToken cancellationToken) =>
        ReleaseStation.VerifyAsync(request, log, cancellationToken).GetAwaiter().GetResult();
}
