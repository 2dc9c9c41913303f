namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// What a destination refused for now. A refusal holds its lane up, longer each time, so that nothing is sent
/// hot and the order is kept; after some of them the entry alone is parked, and what comes behind it goes on.
/// A topic that led to that is taken for refused as a whole, so that each of its entries needs one attempt
/// only. Not for several threads at a time.
/// </summary>
internal sealed class JournalRefusals(TimeProvider time)
{
    private const int AttemptsInOrder = 5;

    /// <summary>Beyond this the lane is held up instead, so that the list stays small.</summary>
    private const int MostParked = 1000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ParkedFor = TimeSpan.FromMinutes(5);

    private readonly Dictionary<JournalLane, long> _pausedUntil = [];
    private readonly Dictionary<long, int> _attempts = [];
    private readonly Dictionary<long, long> _parkedUntil = [];
    private readonly Dictionary<string, long> _topicRefusedUntil = new(StringComparer.Ordinal);

    public int Parked => _parkedUntil.Count;

    public bool IsPaused(JournalLane lane) => IsAhead(_pausedUntil.GetValueOrDefault(lane));

    public bool IsParked(JournalEntry entry) =>
        _parkedUntil.Count > 0 && _parkedUntil.ContainsKey(entry.Sequence);

    public void Count(JournalEntry entry)
    {
        int attempt = _attempts.GetValueOrDefault(entry.Sequence);
        string topic = entry.Message.Topic;
        bool isHopeless = attempt >= AttemptsInOrder || IsAhead(_topicRefusedUntil.GetValueOrDefault(topic));
        if (entry.Lane is not JournalLane.Present && isHopeless && _parkedUntil.Count < MostParked)
        {
            _attempts.Remove(entry.Sequence);
            _parkedUntil[entry.Sequence] = In(ParkedFor);
            _topicRefusedUntil[topic] = In(ParkedFor);
            return;
        }

        attempt = entry.Lane is JournalLane.Present ? 0 : Math.Min(attempt, AttemptsInOrder);
        _pausedUntil[PauseOf(entry)] = In(FirstWait * Math.Pow(2, attempt));
        if (entry.Lane is not JournalLane.Present)
        {
            _attempts[entry.Sequence] = attempt + 1;
        }
    }

    public void Forgive(JournalEntry entry)
    {
        _attempts.Remove(entry.Sequence);
        if (_topicRefusedUntil.Count > 0)
        {
            _topicRefusedUntil.Remove(entry.Message.Topic);
        }
    }

    /// <returns>Whether something that was parked may be tried again.</returns>
    public bool TakeExpired()
    {
        bool any = false;
        foreach ((long sequence, long until) in _parkedUntil)
        {
            if (!IsAhead(until))
            {
                any = _parkedUntil.Remove(sequence);
            }
        }

        foreach ((JournalLane lane, long until) in _pausedUntil)
        {
            if (!IsAhead(until))
            {
                any = _pausedUntil.Remove(lane);
            }
        }

        return any;
    }

    public void Shift(long by)
    {
        Shift(_attempts, by);
        Shift(_parkedUntil, by);
    }

    private static void Shift<T>(Dictionary<long, T> dictionary, long by)
    {
        KeyValuePair<long, T>[] all = [.. dictionary];
        dictionary.Clear();
        foreach ((long sequence, T value) in all)
        {
            dictionary[sequence + by] = value;
        }
    }

    // Live and late telemetry are held up apart: the topics they go to are different ones.
    private static JournalLane PauseOf(JournalEntry entry) => entry switch
    {
        { Lane: JournalLane.Alarm or JournalLane.Present } => entry.Lane,
        { IsRecord: true } => JournalLane.Strip,
        _ => JournalLane.Telemetry,
    };

    private long In(TimeSpan wait) =>
        time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);

    private bool IsAhead(long until) => until != 0 && time.GetTimestamp() < until;
}
