using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// What is said of a record, beat by beat. Nothing is said of beats where the signal cannot be read: EC57
/// calls that a shutdown. A gap in the record is one too.
/// </summary>
internal sealed class RecordFindings(int leads, SampleRate rate)
{
    /// <summary>A shorter gap takes no beat away.</summary>
    private const double ShortestGapMs = 500;

    private readonly Readability _readability = new(leads);
    private readonly UnreadableSpans _unreadable = new();
    private readonly List<Annotation> _beats = [];
    private readonly int _shortestGap = rate.Samples(ShortestGapMs);
    private long? _noiseFrom;
    private long? _gapFrom;

    public int Beats { get; private set; }

    public int Anomalous { get; private set; }

    /// <param name="sampleIndex">Rises by one from call to call.</param>
    /// <param name="isThere">Whether any lead has it.</param>
    public void NoteSample(long sampleIndex, bool isThere)
    {
        if (!isThere)
        {
            _gapFrom ??= sampleIndex;
        }
        else if (_gapFrom is not null)
        {
            EndGap(sampleIndex);
        }
    }

    public void NoteBeat(in Beat beat, in BeatVerdict verdict)
    {
        Beats++;
        Anomalous += verdict.Anomalous ? 1 : 0;
        if (_readability.Note(beat))
        {
            if (_noiseFrom is { } from)
            {
                _unreadable.Add(from, beat.SampleIndex);
            }

            _noiseFrom = _readability.IsUnreadable ? beat.SampleIndex : null;
        }

        if (!_readability.IsUnreadable)
        {
            _beats.Add(new Annotation(beat.SampleIndex, BeatAnnotation.CodeOf(verdict)));
        }
    }

    /// <summary>All that is said, in order; the record is over.</summary>
    /// <param name="recordEnd">Its number of samples.</param>
    public IReadOnlyList<Annotation> Annotations(long recordEnd)
    {
        if (_noiseFrom is { } from)
        {
            _unreadable.Add(from, recordEnd);
        }

        if (_gapFrom is not null)
        {
            EndGap(recordEnd);
        }

        // A mark stands before a beat of the same sample: it counts for it.
        return [.. _unreadable.Marks(recordEnd).Concat(_beats).OrderBy(a => a.SampleIndex)];
    }

    private void EndGap(long sampleIndex)
    {
        if (sampleIndex - _gapFrom >= _shortestGap)
        {
            _unreadable.Add(_gapFrom!.Value, sampleIndex);
        }

        _gapFrom = null;
    }
}
