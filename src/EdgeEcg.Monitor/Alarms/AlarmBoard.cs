using System.Diagnostics.CodeAnalysis;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Alarms;

/// <summary>
/// Which alarms are held, and how far each has come, at most one per code:
/// <code>
///            raise                end (latching)             acknowledge
///   (none) --------> on ----------------------> latched --------------------> off, gone
///                    | acknowledge   end                      raise: on again
///                    +------------> ack ------> off, gone
///                    | end (not latching)
///                    +------------------------> off, gone
/// </code>
/// What is raised anew within the refractory time of an acknowledgement is held as acknowledged, because
/// somebody has just looked; something more urgent is not. Every change is on the disk before it is told.
/// Belongs to the analysing thread.
/// </summary>
public sealed class AlarmBoard
{
    private readonly Dictionary<string, AlarmMessage> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (EventPriority Priority, long At, AlarmMessage Alarm)> _seen =
        new(StringComparer.Ordinal);

    private readonly AlarmLatching _latching;
    private readonly TimeSpan _refractory;
    private readonly AlarmStore? _store;
    private readonly TimeProvider _time;
    private readonly Action<AlarmMessage> _tell;

    /// <param name="configuration">What latches, and the refractory time.</param>
    /// <param name="store">What outlives a restart; none: nothing does.</param>
    /// <param name="time">Measures the refractory time.</param>
    /// <param name="tell">
    /// Takes each change; an alarm that is gone comes once more, with presence off.
    /// </param>
    public AlarmBoard(
        AlarmConfiguration configuration, AlarmStore? store, TimeProvider time, Action<AlarmMessage> tell)
    {
        _latching = configuration.Latching;
        _refractory = TimeSpan.FromSeconds(configuration.RefractorySeconds);
        _store = store;
        _time = time;
        _tell = tell;
    }

    public IReadOnlyCollection<AlarmMessage> Held => _held.Values;

    /// <summary>Whether the condition of this alarm is present now.</summary>
    public bool IsPresent(string code) =>
        _held.TryGetValue(code, out AlarmMessage? held) && held.Presence is not AlarmPresence.Latched;

    /// <summary>
    /// Takes over what the last run held: what nobody has seen is latched, because how it went on is not
    /// known; the rest is over.
    /// </summary>
    /// <param name="at">The wall clock; none while it is unset.</param>
    public void Restore(DateTimeOffset? at)
    {
        foreach (AlarmMessage alarm in _store?.Load() ?? [])
        {
            AlarmMessage over = alarm with { Cleared = alarm.Cleared ?? at };
            if (alarm.Latching && alarm.Presence is AlarmPresence.On or AlarmPresence.Latched)
            {
                Hold(over with { Presence = AlarmPresence.Latched });
            }
            else
            {
                _held[alarm.Code] = over;
                Drop(over);
            }
        }
    }

    /// <param name="fresh">As if it had never been raised before; its presence is on.</param>
    public void Raise(AlarmMessage fresh)
    {
        AlarmMessage alarm = fresh with { Latching = Latches(fresh) };
        if (_held.TryGetValue(fresh.Code, out AlarmMessage? held))
        {
            alarm = Renewed(alarm, held);
        }
        else if (WasJustSeen(fresh, out AlarmMessage? seen))
        {
            alarm = alarm with
            {
                Presence = AlarmPresence.Acknowledged,
                Acknowledged = seen.Acknowledged,
                AcknowledgedBy = seen.AcknowledgedBy,
            };
        }

        Hold(alarm);
    }

    /// <summary>The condition is over.</summary>
    /// <param name="at">When; none while the clock is unset.</param>
    public void End(string code, DateTimeOffset? at)
    {
        if (!_held.TryGetValue(code, out AlarmMessage? held) || held.Presence is AlarmPresence.Latched)
        {
            return;
        }

        AlarmMessage over = held with { Cleared = at };
        if (held.Presence is AlarmPresence.On && held.Latching)
        {
            Hold(over with { Presence = AlarmPresence.Latched });
        }
        else
        {
            Drop(over);
        }
    }

    /// <param name="eventId">The event that the sender has seen; none: whatever there is.</param>
    /// <param name="by">Who.</param>
    /// <param name="at">When; none while the clock is unset.</param>
    public AcknowledgeOutcome Acknowledge(string code, EventId? eventId, string by, DateTimeOffset? at)
    {
        if (!_held.TryGetValue(code, out AlarmMessage? held))
        {
            return AcknowledgeOutcome.NoSuchAlarm;
        }

        if (eventId is { } seen && seen != held.EventId)
        {
            return AcknowledgeOutcome.RaisedAnew;
        }

        if (held.Presence is AlarmPresence.Acknowledged)
        {
            return AcknowledgeOutcome.AlreadyDone;
        }

        AlarmMessage known = held with { Acknowledged = at, AcknowledgedBy = by };
        _seen[code] = (held.Priority, _time.GetTimestamp(), known);
        if (held.Presence is AlarmPresence.Latched)
        {
            Drop(known);
        }
        else
        {
            Hold(known with { Presence = AlarmPresence.Acknowledged });
        }

        return AcknowledgeOutcome.Done;
    }

    /// <summary>Tells once more what is held, for a broker or a dashboard that has forgotten.</summary>
    public void TellAll()
    {
        foreach (AlarmMessage alarm in _held.Values)
        {
            _tell(alarm);
        }
    }

    // A test of the alarms that somebody had to go and take back would not be made often.
    private bool Latches(AlarmMessage alarm) => alarm.Code != EventCodes.Test && _latching switch
    {
        AlarmLatching.All => true,
        AlarmLatching.Heart => alarm.Kind is EventKind.Physiological,
        _ => false,
    };

    private static AlarmMessage Renewed(AlarmMessage fresh, AlarmMessage held)
    {
        bool goesOn = held.Presence is not AlarmPresence.Latched;
        EventPriority priority = fresh.Priority > held.Priority ? fresh.Priority : held.Priority;
        bool stillKnown = held.Presence is AlarmPresence.Acknowledged && priority == held.Priority;
        return fresh with
        {
            Count = held.Count + 1,
            Priority = priority,
            OnsetSampleIndex = goesOn ? held.OnsetSampleIndex : fresh.OnsetSampleIndex,
            Onset = goesOn ? held.Onset : fresh.Onset,
            Presence = stillKnown ? AlarmPresence.Acknowledged : AlarmPresence.On,
            Acknowledged = stillKnown ? held.Acknowledged : null,
            AcknowledgedBy = stillKnown ? held.AcknowledgedBy : null,
        };
    }

    private bool WasJustSeen(AlarmMessage fresh, [NotNullWhen(true)] out AlarmMessage? seen)
    {
        bool any = _seen.TryGetValue(
            fresh.Code, out (EventPriority Priority, long At, AlarmMessage Alarm) last);
        seen = last.Alarm;
        return any && fresh.Priority <= last.Priority && _time.GetElapsedTime(last.At) < _refractory;
    }

    private void Hold(AlarmMessage alarm)
    {
        _held[alarm.Code] = alarm;
        _store?.Save(_held.Values);
        _tell(alarm);
    }

    private void Drop(AlarmMessage alarm)
    {
        _held.Remove(alarm.Code);
        _store?.Save(_held.Values);
        _tell(alarm with { Presence = AlarmPresence.Off });
    }
}
