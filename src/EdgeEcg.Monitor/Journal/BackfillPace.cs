namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// When late telemetry may go: so many a second and no more, because a broker and a link have others to
/// serve, and at least its share where live messages would take every turn.
/// </summary>
internal sealed class BackfillPace
{
    private readonly int _perSecond;
    private readonly int _liveTurns;
    private readonly TimeProvider _time;
    private double _credit;
    private long _creditedAt;
    private int _liveSince;

    public BackfillPace(JournalLimits limits, TimeProvider time)
    {
        _perSecond = limits.BackfillPerSecond;
        _liveTurns = (100 / limits.BackfillSharePercent) - 1;
        _time = time;
        _creditedAt = time.GetTimestamp();
    }

    /// <summary>Live messages have had their turns.</summary>
    public bool IsItsTurn => MaySend && _liveSince >= _liveTurns;

    public bool MaySend
    {
        get
        {
            double seconds = _time.GetElapsedTime(_creditedAt).TotalSeconds;
            _creditedAt = _time.GetTimestamp();
            _credit = Math.Min(_perSecond, _credit + (seconds * _perSecond));
            return _credit >= 1;
        }
    }

    public void CountLive() => _liveSince++;

    public void CountLate()
    {
        _credit--;
        _liveSince = 0;
    }
}
