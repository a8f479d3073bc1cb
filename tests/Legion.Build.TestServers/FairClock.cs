namespace Legion.Build.TestServers;

/// <summary>
/// Time as a thread gets it that wants to run all the while: a wall clock's on an idle machine, less on one that does other things besides.
/// What another process must do within seconds is measured with it, for that one waits for its turns as well.
/// </summary>
public sealed class FairClock : IDisposable
{
    private readonly Thread thread;
    private readonly TaskCompletionSource started = new();
    private long ticks;
    private volatile bool ended;

    /// <summary>Starts it.</summary>
    public FairClock()
    {
        thread = new Thread(Run) { IsBackground = true };
        thread.Start();
        started.Task.Wait();
    }

    /// <summary>The time since it was started.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref ticks));

    /// <inheritdoc/>
    public void Dispose()
    {
        ended = true;
        thread.Join();
    }

    private void Run()
    {
        var begin = ThreadClock.Now;
        started.SetResult();
        while (!ended) Interlocked.Exchange(ref ticks, (ThreadClock.Now - begin).Ticks);
    }
}
