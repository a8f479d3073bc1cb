namespace Legion.Build.TestServers;

/// <summary>A clock on which every wait is a hundredth as long, and which remembers what was asked for.</summary>
public sealed class HurriedTime : TimeProvider
{
    private readonly List<TimeSpan> waits = [];

    /// <summary>The waits asked for.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get
        {
            lock (waits)
            {
                return [.. waits];
            }
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero)
        {
            lock (waits)
            {
                waits.Add(dueTime);
            }
        }

        return base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);
    }
}
