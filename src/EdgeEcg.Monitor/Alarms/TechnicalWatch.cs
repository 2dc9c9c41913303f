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

    /// <summary>Looks after a condition from now on; one code may have several.</summary>
    /// <param name="code">One of the technical codes of <see cref="AlarmRules"/>.</param>
    /// <param name="fault">
    /// What is wrong, in one sentence; null while all is well. Called often, on the analysing thread.
    /// </param>
    public void Add(string code, Func<string?> fault) => _conditions.Add((code, fault));

    /// <summary>Asks after every condition.</summary>
    /// <param name="sampleIndex">Of the newest sample.</param>
    public void Look(long sampleIndex)
    {
        for (int i = 0; i < _conditions.Count; i++)
        {
            string code = _conditions[i].Code;
            bool isFirstOfItsCode = _conditions.FindIndex(c => c.Code == code) == i;
            if (isFirstOfItsCode)
            {
                string? fault = _conditions.Where(c => c.Code == code)
                    .Select(c => c.Fault()).FirstOrDefault(f => f is not null);
                Set(code, fault is not null, fault, sampleIndex);
            }
        }
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
    public EventId Raise(string code, string? detail, long sampleIndex)
    {
        if (!AlarmRules.TryFind(code, out AlarmRule rule))
        {
            throw new ArgumentException($"'{code}' is no alarm.", nameof(code));
        }

        return Raise(rule, detail, sampleIndex);
    }

    public EventId Raise(in AlarmRule rule, string? detail, long sampleIndex)
    {
        EventId id = messages.NextId();
        BeatReasons reasons = rule.Code == EventCodes.LeadOff ? BeatReasons.NoLead : BeatReasons.None;
        HeartEvent happened = new(
            rule.Code, rule.Kind, rule.Priority, sampleIndex, sampleIndex, null, null, reasons, 0);
        messages.Send(id, happened, strip: false, sampleIndex);
        alarms.Raise(messages.Alarm(
            id, happened, sampleIndex, detail is null ? rule.Text : $"{rule.Text} {detail}"));
        return id;
    }
}
