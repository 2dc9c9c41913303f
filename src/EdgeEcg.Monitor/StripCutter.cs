using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>Strips that wait for the signal after their event, in the order of the events.</summary>
public sealed class StripCutter
{
    /// <summary>
    /// More events than this within one strip's length give no strips; the events themselves are told.
    /// </summary>
    private const int Capacity = 64;

    private readonly Queue<(EventId Id, long SampleIndex)> _waiting = new(Capacity);
    private readonly EventRecorder _recorder;
    private readonly int _before;
    private readonly int _after;

    /// <param name="recorder">Holds at least a whole strip.</param>
    /// <param name="beforeSamples">Signal before the event's sample.</param>
    /// <param name="afterSamples">Signal after it.</param>
    public StripCutter(EventRecorder recorder, int beforeSamples, int afterSamples)
    {
        _recorder = recorder;
        _before = beforeSamples;
        _after = afterSamples;
    }

    /// <summary>Strips not made because too many were waiting.</summary>
    public long Dropped { get; private set; }

    /// <summary>False where there is no room, so that the event can say that no strip will follow.</summary>
    public bool TryAdd(EventId id, long sampleIndex)
    {
        if (_waiting.Count == Capacity)
        {
            Dropped++;
            return false;
        }

        _waiting.Enqueue((id, sampleIndex));
        return true;
    }

    /// <summary>Takes the next strip whose signal is complete.</summary>
    /// <param name="evenIfIncomplete">At the end of the signal: what there is must do.</param>
    /// <param name="id">Of its event.</param>
    /// <param name="eventIndex">Index of the event's sample.</param>
    /// <param name="start">Index of the strip's first sample.</param>
    /// <param name="leads">The leads in µV; NaN where there is no sample.</param>
    public bool TryTake(bool evenIfIncomplete, out EventId id, out long eventIndex, out long start,
        out float[][] leads)
    {
        if (!_waiting.TryPeek(out (EventId Id, long SampleIndex) next)
            || (_recorder.End < next.SampleIndex + _after && !evenIfIncomplete))
        {
            (id, eventIndex, start, leads) = (default, 0, 0, []);
            return false;
        }

        _waiting.Dequeue();
        (id, eventIndex, start) = (next.Id, next.SampleIndex, Math.Max(0, next.SampleIndex - _before));
        leads = Cut(start, next.SampleIndex + _after);
        return true;
    }

    // Apart from the question above, which is asked for every sample and must not allocate.
    private float[][] Cut(long from, long to) =>
        [.. Enumerable.Range(0, _recorder.Leads).Select(lead => Copy(lead, from, to))];

    private float[] Copy(int lead, long from, long to)
    {
        float[] microvolts = new float[to - from];
        microvolts.AsSpan().Fill(float.NaN);
        _recorder.Copy(lead, from, microvolts);
        return microvolts;
    }
}
