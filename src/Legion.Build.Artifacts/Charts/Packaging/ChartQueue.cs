using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Fingerprints;
using Legion.Build.Artifacts.Record;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Charts.Packaging;

/// <summary>Runs the jobs of all charts, several at once, a carried chart before those that carry it.</summary>
internal sealed class ChartQueue : IDisposable
{
    private readonly BuildContext context;
    private readonly CancellationToken cancellationToken;
    private readonly SemaphoreSlim slots;
    private readonly DependencySession session;
    private readonly Dictionary<string, ChartJob> jobs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<ChartOutcome>> running = new(StringComparer.Ordinal);

    /// <summary>Prepares a job a chart.</summary>
    public ChartQueue(BuildContext context, ChartOptions options, IReadOnlyList<BuiltArtifact> images, FileHashCache cache, CancellationToken cancellationToken)
    {
        (this.context, this.cancellationToken) = (context, cancellationToken);
        slots = new(options.Parallelism > 0 ? options.Parallelism : Environment.ProcessorCount);
        session = new(context, options);
        var byName = images.Where(static i => i.Kind == ArtifactKind.Image).ToDictionary(static i => i.Name, StringComparer.Ordinal);
        foreach (var chart in context.Manifest.Charts) jobs[chart.Name] = new(context, options, chart, byName, cache, session);
    }

    /// <summary>Runs all; the outcomes are in manifest order.</summary>
    public Task<ChartOutcome[]> RunAsync() => Task.WhenAll(context.Manifest.Charts.Select(c => Start(c, [])).ToList());

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var job in jobs.Values) job.Dispose();
        session.Dispose();
        slots.Dispose();
    }

    private Task<ChartOutcome> Start(Chart chart, HashSet<string> path)
    {
        if (running.TryGetValue(chart.Name, out var started)) return started;
        var carried = new List<Task<ChartOutcome>>();
        path.Add(chart.Name);
        foreach (var name in chart.Dependencies)
        {
            // A circle is the manifest's own error; here it must only not wait for itself.
            if (jobs.ContainsKey(name) && !path.Contains(name)) carried.Add(Start(context.Manifest.Charts.First(c => c.Name == name), path));
        }

        path.Remove(chart.Name);
        return running[chart.Name] = RunAsync(jobs[chart.Name], carried);
    }

    private async Task<ChartOutcome> RunAsync(ChartJob job, List<Task<ChartOutcome>> carried)
    {
        var before = await Task.WhenAll(carried);
        await slots.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => job.RunAsync(before, cancellationToken), cancellationToken);
        }
        finally
        {
            slots.Release();
        }
    }
}
