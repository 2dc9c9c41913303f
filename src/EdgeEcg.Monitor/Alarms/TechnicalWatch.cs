using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor.Alarms;

/// <summary>
/// Conditions of the device rather than of the heart: each is told once when it comes, as an event and an
/// alarm, and ends its alarm when it goes. Belongs to the analysing thread; what happens on other threads is
/// asked for, not called in.
/// </summary>
/// <param name="alarms">Holds the alarms.</param>
/// <param name="messages">Gives the events their ids and times.</param>
public sealed class TechnicalWatch(AlarmBoard alarms, MessageFactory messages)
{
    private readonly List<(string Code, Func<string?> Fault)> _conditions = [];
    private readonly List<string> _codes = [];

    /// <summary>Looks after a condition from now on; one code may have several.</summary>
    /// <param name="code">One of the technical codes of <see cref="AlarmRules"/>.</param>
    /// <param name="fault">
    /// What is wrong, in one sentence; null while all is well. Called often, on the analysing thread.
    /// </param>
    public void Add(string code, Func<string?> fault)
    {
        _conditions.Add((code, fault));
        if (!_codes.Contains(code))
        {
            _codes.Add(code);
        }
    }

    /// <summary>Asks after every condition.</summary>
    /// <param name="sampleIndex">Of the newest sample.</param>
    public void Look(long sampleIndex)
    {
        foreach (string code in _codes)
        {
            string? fault = FaultOf(code);
            Set(code, fault is not null, fault, sampleIndex);
        }
    }

    private string? FaultOf(string code)
    {
        foreach ((string Code, Func<string?> Fault) condition in _conditions)
        {
            if (condition.Code == code && condition.Fault() is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <param name="code">One of the technical codes of <see cref="AlarmRules"/>.</param>
    /// <param name="isPresent">Whether the condition is there now.</param>
    /// <param name="detail">More than the alarm's own sentence says; none where there is no more.</param>
    /// <param name="sampleIndex">Where it came or went.</param>
    public void Set(string code, bool isPresent, string? detail, long sampleIndex)
    {
        bool wasPresent = alarms.IsPresent(code);
        if (isPresent && !wasPresent)
        {
            Raise(code, detail, sampleIndex);
        }
        else if (!isPresent && wasPresent)
        {
            alarms.End(code, messages.TimeOf(sampleIndex));
        }
    }

    /// <summary>Tells the event and raises its alarm, whether or not it is present already.</summary>
    /// <param name="priority">Other than that of the table.</param>
    public EventId Raise(string code, string? detail, long sampleIndex, EventPriority? priority = null)
    {
        if (!AlarmRules.TryFind(code, out AlarmRule rule))
        {
            throw new ArgumentException($"'{code}' is no alarm.", nameof(code));
        }

        EventId id = messages.NextId();
        HeartEvent happened = Happened(code, priority ?? rule.Priority, sampleIndex);
        messages.Send(id, happened, strip: false, sampleIndex);
        alarms.Raise(messages.Alarm(
            id, happened, sampleIndex, detail is null ? rule.Text : $"{rule.Text} {detail}"));
        return id;
    }

    /// <summary>Tells an event of the device that is no alarm.</summary>
    /// <param name="strip">Whether its strip follows.</param>
    public EventId Tell(string code, EventPriority priority, long sampleIndex, bool strip = false)
    {
        EventId id = messages.NextId();
        messages.Send(id, Happened(code, priority, sampleIndex), strip, sampleIndex);
        return id;
    }

    private static HeartEvent Happened(string code, EventPriority priority, long sampleIndex) => new(
        code, EventKind.Technical, priority, sampleIndex, sampleIndex, null, null,
        code == EventCodes.LeadOff ? BeatReasons.NoLead : BeatReasons.None, 0);
}
