using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>
/// How far the wall clock can be believed. systemd leaves a file when the clock was synchronised in this
/// boot; without it, a date after this program was made means that a battery or a saved time has carried it
/// over.
/// </summary>
public sealed class ClockWatch
{
    private const string SynchronisedMark = "/run/systemd/timesync/synchronized";
    private const int EarliestYear = 2026;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<bool> _isSynchronised;
    private long _lookedAt;
    private bool _looked;
    private ClockState _state;

    /// <param name="time">The clock watched.</param>
    public ClockWatch(TimeProvider time)
        : this(time, () => File.Exists(SynchronisedMark))
    {
    }

    /// <param name="time">The clock watched.</param>
    /// <param name="isSynchronised">Whether the system says so.</param>
    public ClockWatch(TimeProvider time, Func<bool> isSynchronised)
    {
        _time = time;
        _isSynchronised = isSynchronised;
    }

    /// <summary>A clock that was never set shows a time before this program was made.</summary>
    public static bool IsPlausible(DateTimeOffset time) => time.Year >= EarliestYear;

    public ClockState State
    {
        get
        {
            if (!_looked || _time.GetElapsedTime(_lookedAt) >= LookEvery)
            {
                _looked = true;
                _lookedAt = _time.GetTimestamp();
                _state = Look();
            }

            return _state;
        }
    }

    private ClockState Look()
    {
        if (_isSynchronised())
        {
            return ClockState.Synced;
        }

        return IsPlausible(_time.GetUtcNow()) ? ClockState.Holdover : ClockState.Unset;
    }
}
