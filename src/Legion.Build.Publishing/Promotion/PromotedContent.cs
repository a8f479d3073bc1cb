using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Promotion;

/// <summary>What a promotion publishes. The repositories it takes images from stay open until it is disposed of.</summary>
/// <param name="Content">The artifacts.</param>
/// <param name="Sources">The repositories.</param>
internal sealed record PromotedContent(ReleaseContent Content, IReadOnlyList<IRepositoryPublisher> Sources) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var source in Sources) await source.DisposeAsync();
    }
}
