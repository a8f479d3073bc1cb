using Legion.Build.Artifacts;
using Legion.Build.Publishing;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>Says every step a publish would take, and writes it to plan.json; nothing else is written anywhere.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanRelease : ReleaseTask
{
    /// <inheritdoc/>
    private protected override string? Next(ReleaseRequest request) => NextStep.AfterPlan(request);

    /// <inheritdoc/>
    internal override bool Execute(ReleaseRequest request, IBuildLog log, CancellationToken cancellationToken) =>
        ReleaseStation.PlanAsync(request, log, cancellationToken).GetAwaiter().GetResult() is { IsRefused: false };
}
