namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// One thread's alarm clock: waits by a <see cref="TimeProvider"/>, again and again, without allocating. In
/// the machine's own time the thread waits by itself: a timer would wake two more threads for every sample,
/// and they would cost several times what the whole daemon does.
/// </summary>
internal sealed class WakeUp : IDisposable
{
    private readonly ManualResetEventSlim _due = new(false, spinCount: 0);
    private readonly ITimer? _timer;

    public WakeUp(TimeProvider time) => _timer = time == TimeProvider.System
        ? null
        : time.CreateTimer(
            static due => ((ManualResetEventSlim)due!).Set(),
            _due,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);

    public void WaitFor(TimeSpan duration)
    {
        if (_timer is null)
        {
            _due.Wait(duration);
            return;
        }

        _due.Reset();
        _timer.Change(duration, Timeout.InfiniteTimeSpan);
        _due.Wait();
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _due.Dispose();
    }
}
