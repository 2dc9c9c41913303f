namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The simulation's time in nanoseconds. Nobody waits in it: waiting moves it. A timer therefore fires at
/// once, with the clock moved on to its moment, which makes a settling pause of a second cost nothing.
/// </summary>
public sealed class VirtualClock : TimeProvider, ISimulationClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly DateTimeOffset _start;

    /// <param name="start">Wall time at zero.</param>
    public VirtualClock(DateTimeOffset start) => _start = start;

    public VirtualClock()
        : this(DateTimeOffset.UnixEpoch)
    {
    }

    public long NowNs { get; private set; }

    public override long TimestampFrequency => NanosecondsPerSecond;

    public override long GetTimestamp() => NowNs;

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(NowNs / TimeSpan.NanosecondsPerTick);

    public TimeProvider Time => this;

    /// <summary>Moves on to a moment; one that is past already changes nothing.</summary>
    public void AdvanceTo(long ns) => NowNs = Math.Max(NowNs, ns);

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        OneShotTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class OneShotTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                clock.AdvanceTo(clock.NowNs + (dueTime.Ticks * TimeSpan.NanosecondsPerTick));
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
            // Fired already: nothing is pending.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
