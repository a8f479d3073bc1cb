namespace Legion.Build.Oci.Registry.Http;

/// <summary>Ends a request on which nothing moves. Bytes must come in earnest: one now and then does not count (slow loris).</summary>
internal sealed class IdleWatch : IDisposable
{
    private const int Earnest = 1024;
    // How fast a registry at least digests what it was sent, before it answers.
    private const double BytesDigestedPerSecond = 8 << 20;
    private readonly CancellationTokenSource source;
    private readonly CancellationToken outer;
    private readonly CancellationTokenRegistration linked;
    private readonly TimeSpan limit;
    private long pending;
    private volatile bool disposed;

    /// <summary>Begins to watch.</summary>
    /// <param name="limit">How long nothing may move.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outer">The caller's cancellation.</param>
    public IdleWatch(TimeSpan limit, TimeProvider time, CancellationToken outer)
    {
        this.limit = limit;
        this.outer = outer;
        source = new(limit, time);
        linked = outer.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), source);
    }

    /// <summary>Cancelled by the caller or by idleness.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether it was idleness.</summary>
    public bool TimedOut => source.IsCancellationRequested && !outer.IsCancellationRequested;

    /// <summary>The limit.</summary>
    public TimeSpan Limit => limit;

    /// <summary>Bytes moved.</summary>
    public void Moved(int bytes)
    {
        pending += bytes;
        if (pending < Earnest)
            return;
        pending = 0;
        Extend(limit);
    }

    /// <summary>All was sent; the registry may take time in proportion before it answers.</summary>
    public void Sent(long bytes) => Extend(limit + TimeSpan.FromSeconds(bytes / BytesDigestedPerSecond));

    /// <summary>A step was made, whatever its bytes.</summary>
    public void Restart() => Extend(limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        disposed = true;
        linked.Dispose();
        source.Dispose();
    }

    // A body may still be on its way when the answer has come and gone.
    private void Extend(TimeSpan time)
    {
        if (!disposed)
            source.CancelAfter(time);
    }
}
