using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Makes entries of messages and puts them where readers see them. Of what is retained only the newest is
/// kept; of a series, such as health, the one before becomes a record now and then if nobody has fetched it,
/// so that an outage leaves a trace of how the device was.
/// </summary>
internal sealed class JournalAdmission
{
    private readonly JournalMemory _memory;
    private readonly JournalNumbers _numbers;
    private readonly JournalReaders _readers;
    private readonly JournalLimits _limits;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, long> _seriesAt = new(StringComparer.Ordinal);

    public JournalAdmission(
        JournalMemory memory, JournalNumbers numbers, JournalReaders readers, JournalLimits limits,
        TimeProvider time)
    {
        (_memory, _numbers, _readers, _limits, _time) = (memory, numbers, readers, limits, time);
    }

    /// <summary>An alarm, which is not in memory before it is on the disk.</summary>
    public JournalEntry Urgent(in MqttMessage message)
    {
        JournalEntry entry = NewEntry(message, JournalLane.Alarm);
        if (message.Retain)
        {
            _memory.NewestOfTopic[message.Topic] = entry.Sequence;
            _memory.Present[message.Topic] = entry;
        }

        return entry;
    }

    public void Routine(in MqttMessage message)
    {
        if (message.Retain)
        {
            Present(message);
        }
        else
        {
            JournalLane lane = message.Keep is MqttKeep.Bulk ? JournalLane.Strip : JournalLane.Telemetry;
            _memory.Add(NewEntry(message, lane));
        }
    }

    /// <summary>What is present has reached a reader: the next record of it can wait.</summary>
    public void NoteDelivery(string topic) => _seriesAt[topic] = _time.GetTimestamp();

    private void Present(in MqttMessage message)
    {
        JournalEntry entry = NewEntry(message, JournalLane.Present);
        bool isSeries = message.Keep is MqttKeep.Series;
        if (isSeries && _memory.Present.TryGetValue(message.Topic, out JournalEntry? before)
            && before.Pending != 0 && IsSeriesDue(message.Topic))
        {
            NoteDelivery(message.Topic);
            _memory.Add(RecordOf(before));
        }

        _memory.Present[message.Topic] = entry;
    }

    private JournalEntry NewEntry(in MqttMessage message, JournalLane lane) => new()
    {
        Sequence = _numbers.NextSequence(),
        Lane = lane,
        Message = message with { Payload = message.Payload.ToArray() },
        Posted = _time.GetUtcNow(),
        PostedAt = _time.GetTimestamp(),
        PostedAtSecond = _numbers.Second,
        Pending = _readers,
    };

    private JournalEntry RecordOf(JournalEntry before) => new()
    {
        Sequence = _numbers.NextSequence(),
        Lane = JournalLane.Telemetry,
        Message = before.Message with { Retain = false, ExpirySeconds = null },
        Posted = before.Posted,
        PostedAt = before.PostedAt,
        PostedAtSecond = before.PostedAtSecond,
        IsRecord = true,
        Pending = before.Pending,
    };

    private bool IsSeriesDue(string topic) => !_seriesAt.TryGetValue(topic, out long at)
        || _time.GetElapsedTime(at) >= _limits.SeriesEvery;
}
