using System.Globalization;
using Legion.Build.Artifacts;
using Legion.Build.Publishing.Plans;

namespace Legion.Build.Publishing.Running;

/// <summary>Says every few seconds how many bytes were sent, and how fast.</summary>
internal sealed class TransferProgress(IBuildLog log, TimeProvider time, long expected) : IProgress<long>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly long begin = time.GetTimestamp();
    private readonly Lock gate = new();
    private long sent;
    private TimeSpan said;

    /// <summary>Bytes sent so far.</summary>
    public long Sent => Interlocked.Read(ref sent);

    public void Report(long value)
    {
        var total = Interlocked.Add(ref sent, value);
        var elapsed = time.GetElapsedTime(begin);
        lock (gate)
        {
            if (elapsed - said < Interval) return;
            said = elapsed;
        }

        log.Message(BuildMessageLevel.Progress, null, $"sent {PlanTable.Size(total)} of at most {PlanTable.Size(expected)}, {Rate(total, elapsed)}");
    }

    /// <summary>What was sent, for the closing line; of little there is no rate worth saying.</summary>
    public string Summary() => $"{PlanTable.Size(Sent)} sent" + (Sent < 1024 * 1024 ? "" : ", " + Rate(Sent, time.GetElapsedTime(begin)));

    private static string Rate(long bytes, TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024d / 1024d / Math.Max(elapsed.TotalSeconds, 0.001):0.0} MiB/s");
}
