namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Whose turn it is: alarms first, then what a full connection has given back, then what describes the
/// present, then live telemetry, then late telemetry at its pace, which has its share where live messages
/// would take every turn. For the thread of its reader.
/// </summary>
internal sealed class JournalTurns(JournalReader reader, JournalLimits limits, TimeProvider time)
{
    private readonly BackfillPace _pace = new(limits, time);

    /// <summary>Taken, and found the connection's window full: an alarm at most and one other.</summary>
    private readonly Stack<JournalEntry> _held = [];

    public bool TryNext(out JournalEntry entry)
    {
        if (reader.TryTakeAlarm(out entry) || _held.TryPop(out entry!) || reader.TryTakePresent(out entry))
        {
            return true;
        }

        if (_pace.IsItsTurn && reader.TryTakeLate(out entry))
        {
            _pace.CountLate();
            return true;
        }

        if (reader.TryTakeLive(out entry))
        {
            _pace.CountLive();
            return true;
        }

        bool late = _pace.MaySend && reader.TryTakeLate(out entry);
        if (late)
        {
            _pace.CountLate();
        }

        return late;
    }

    /// <summary>The connection does not take it now.</summary>
    public void Hold(JournalEntry entry) => _held.Push(entry);

    /// <summary>The connection ended: everything comes from the journal again.</summary>
    public void ReturnAll()
    {
        _held.Clear();
        reader.ReturnAll();
    }
}
