namespace Legion.Build.TestServers;

/// <summary>
/// A clock of waits alone. Every wait is a hundredth as long and moves the clock by its whole length, and nothing else moves it: a slow
/// machine uses up nobody's patience. Limits on silence, which are a minute or more, pass only by <see cref="Pass"/>.
/// </summary>
public sealed class HurriedTime : TimeProvider
{
    private const int Hurry = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly List<Wait> limits = [];
    private TimeSpan now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return now.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        wait.Change(dueTime, period);
        return wait;
    }

    /// <summary>Lets time pass for the limits on silence that run now.</summary>
    /// <param name="share">How much of each.</param>
    public void Pass(double share)
    {
        List<Wait> over = [];
        lock (gate)
        {
            foreach (var limit in limits) limit.Share -= share;
            over.AddRange(limits.Where(static l => l.Share <= 0));
            limits.RemoveAll(over.Contains);
        }

        foreach (var limit in over) limit.Fire();
    }

    private sealed class Wait : ITimer
    {
        private readonly HurriedTime time;
        private readonly TimerCallback callback;
        private readonly object? state;
        private readonly ITimer timer;
        private TimeSpan target;

        public Wait(HurriedTime time, TimerCallback callback, object? state)
        {
            (this.time, this.callback, this.state) = (time, callback, state);
            timer = System.CreateTimer(static w => ((Wait)w!).End(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>What is left of a limit, 1 being all.</summary>
        public double Share { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.limits.Remove(this);
                if (dueTime >= Limit)
                {
                    Share = 1;
                    time.limits.Add(this);
                    dueTime = Timeout.InfiniteTimeSpan;
                }
                else if (dueTime > TimeSpan.Zero)
                {
                    target = time.now + dueTime;
                    dueTime /= Hurry;
                }

                return timer.Change(dueTime, period);
            }
        }

        public void Dispose()
        {
            lock (time.gate) time.limits.Remove(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void End()
        {
            lock (time.gate)
            {
                if (time.now < target) time.now = target;
            }

            Fire();
        }
    }
}
