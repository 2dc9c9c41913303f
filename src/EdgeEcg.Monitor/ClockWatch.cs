using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>
/// How far the wall clock can be believed. <c>synced</c>: the kernel says that something keeps it right.
/// <c>holdover</c>: it was, in this boot, or a battery-backed clock has carried it over, and it is not
/// earlier than what is already known to be past. <c>unset</c>: nobody has told this machine the time;
/// without a battery that is every start until the network comes. Nothing waits for it.
/// </summary>
public sealed class ClockWatch
{
    /// <summary>When this program was made; a clock before it is wrong.</summary>
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly Func<bool> _isSynchronised;
    private readonly Func<bool> _isCarriedOver;
    private readonly DateTimeOffset _earliest;
    private long _lookedAt;
    private bool _looked;
    private bool _wasSynchronised;
    private ClockState _state;

    /// <param name="time">The clock watched.</param>
    /// <param name="earliest">A moment known to be past, from an earlier run; null: none is.</param>
    public ClockWatch(TimeProvider time, DateTimeOffset? earliest = null)
        : this(time, () => SystemClock.IsSynchronised, () => SystemClock.IsCarriedOver, earliest)
    {
    }

    /// <param name="time">The clock watched.</param>
    /// <param name="isSynchronised">Whether the system says so.</param>
    /// <param name="isCarriedOver">Whether it can know the time without being told in this boot.</param>
    /// <param name="earliest">A moment known to be past.</param>
    public ClockWatch(
        TimeProvider time, Func<bool> isSynchronised, Func<bool> isCarriedOver, DateTimeOffset? earliest)
    {
        _time = time;
        _isSynchronised = isSynchronised;
        _isCarriedOver = isCarriedOver;
        _earliest = earliest > Made ? earliest.Value : Made;
    }

    /// <summary>A clock that was never set shows a time before this program was made.</summary>
    public static bool IsPlausible(DateTimeOffset time) => time >= Made;

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
            _wasSynchronised = true;
            return ClockState.Synced;
        }

        return (_wasSynchronised || _isCarriedOver()) && _time.GetUtcNow() >= _earliest
            ? ClockState.Holdover
            : ClockState.Unset;
    }
}
