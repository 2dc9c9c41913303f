namespace EdgeEcg.Records.Recording;

/// <summary>
/// Annotations on their way into a file that wants them in order of time. A beat is known a second after it
/// happened, the begin of a run some beats later, so they wait a moment and are sorted meanwhile.
/// </summary>
internal sealed class PendingAnnotations
{
    /// <summary>Minutes of beats; more wait only while the disk does not answer.</summary>
    private const int Capacity = 4096;

    private readonly List<Annotation> _waiting = new(Capacity);

    /// <summary>Those that came when there was no room.</summary>
    public long Lost { get; private set; }

    /// <param name="annotation">Its index counts from the start of the run.</param>
    public void Add(in Annotation annotation)
    {
        if (_waiting.Count == Capacity)
        {
            Lost++;
            return;
        }

        int at = _waiting.Count;
        while (at > 0 && _waiting[at - 1].SampleIndex > annotation.SampleIndex)
        {
            at--;
        }

        _waiting.Insert(at, annotation);
    }

    /// <summary>Hands on, in order, those before a sample.</summary>
    public void TakeBefore(long sampleIndex, Action<Annotation> take)
    {
        int count = _waiting.FindIndex(a => a.SampleIndex >= sampleIndex);
        count = count < 0 ? _waiting.Count : count;
        for (int i = 0; i < count; i++)
        {
            take(_waiting[i]);
        }

        _waiting.RemoveRange(0, count);
    }
}
