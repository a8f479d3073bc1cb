using System.Collections.Concurrent;
using Legion.Build.Artifacts.Files;
using Legion.Build.Artifacts.Python.Layouts;

namespace Legion.Build.Artifacts.Python.Building;

/// <summary>What the other processors do while one looks for files and decides what is made of them: they read, hash and compress what will be needed.</summary>
/// <param name="contents">Where what was read is kept.</param>
internal sealed class SourcePrefetch(SourceContents contents) : IDisposable
{
    private const long Largest = 1024 * 1024; // what is read on a guess only is small
    private readonly ConcurrentQueue<FileTreeEntry> found = new();
    private readonly CancellationTokenSource enough = new();
    private Task guessing = Task.CompletedTask;
    private Task reading = Task.CompletedTask;
    private Task compressing = Task.CompletedTask;
    private int isGuessing;
    private volatile bool isKnown;
    private IReadOnlyList<SourceFile> wheel = [];

    /// <summary>Begins to read a file before it is known whether anything is made of it: a module nearly always goes into both archives.</summary>
    /// <param name="file">The file; told of by one thread.</param>
    public void Found(FileTreeEntry file)
    {
        if (file.Stamp.Kind != FileKind.File || file.Stamp.Size > Largest || !file.Path.EndsWith(".py", StringComparison.Ordinal)) return;
        found.Enqueue(file);
        if (Interlocked.Exchange(ref isGuessing, 1) == 0) guessing = Task.Run(Guess);
    }

    /// <summary>Goes on with what is needed for certain.</summary>
    /// <param name="sources">All files that archives are made of.</param>
    /// <param name="wheel">Those of the wheel: an sdist is compressed as one.</param>
    public void Need(IReadOnlyList<SourceFile> sources, IReadOnlyList<SourceFile> wheel)
    {
        isKnown = true;
        this.wheel = wheel;
        reading = guessing.ContinueWith(_ => Parallel.ForEach(sources, AllButOne(), file => contents.Sha256(file)), enough.Token, TaskContinuationOptions.None, TaskScheduler.Default);

        // What is written follows from the plan; that a changed file will be compressed does not have to wait for it.
        compressing = reading.ContinueWith(_ => Parallel.ForEach(wheel, AllButOne(), Compress), enough.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>Waits until everything is read, and begins at the other end meanwhile, compressing what it reads: opening files does not get faster by opening more of them at once.</summary>
    /// <exception cref="AggregateException">A file could not be read.</exception>
    public async Task ReadAsync()
    {
        for (var i = wheel.Count - 1; i >= 0 && !reading.IsCompleted; i--)
        {
            if (contents.IsRead(wheel[i])) continue;
            contents.Sha256(wheel[i]);
            contents.Compress(wheel[i]);
        }

        await reading;
    }

    /// <summary>Completes when nobody is at it any more, whatever came of it.</summary>
    public Task EndAsync() => Task.WhenAll(guessing, reading, compressing).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Nothing more is needed ahead.</summary>
    public void Dispose()
    {
        isKnown = true;
        enough.Cancel();
        EndAsync().Wait();
        enough.Dispose();
    }

    private static ParallelOptions AllButOne() => new() { MaxDegreeOfParallelism = Math.Max(Environment.ProcessorCount - 1, 1) };

    private void Guess()
    {
        do
        {
            while (!isKnown && found.TryDequeue(out var file)) contents.Guess(file);
            Volatile.Write(ref isGuessing, 0);
        }
        while (!isKnown && !found.IsEmpty && Interlocked.Exchange(ref isGuessing, 1) == 0);
    }

    private void Compress(SourceFile file, ParallelLoopState loop)
    {
        if (enough.IsCancellationRequested) loop.Stop();
        else contents.Compress(file);
    }
}
