using System.Collections.Concurrent;

namespace Legion.Build.Oci.Registry;

/// <summary>Which blob is known to be in which repository of a registry, and who is just bringing it: what one push sent, the next mounts.</summary>
internal sealed class SeenBlobs
{
    private readonly ConcurrentDictionary<(string Registry, Digest Digest), SemaphoreSlim> turns = new();
    private readonly ConcurrentDictionary<(string Registry, Digest Digest), string> places = new();

    /// <summary>The repository a blob can be mounted from; null: none is known.</summary>
    public string? Find(string registry, Digest digest) => places.GetValueOrDefault((registry, digest));

    /// <summary>Remembers a blob.</summary>
    public void Add(string registry, Digest digest, string repository) => places[(registry, digest)] = repository;

    /// <summary>Waits until nobody else brings this blob to this registry.</summary>
    /// <returns>Dispose it to let the next one try.</returns>
    public async Task<IDisposable> TurnAsync(string registry, Digest digest, CancellationToken cancellation)
    {
        var turn = turns.GetOrAdd((registry, digest), static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation);
        return new Release(turn);
    }

    private sealed class Release(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
