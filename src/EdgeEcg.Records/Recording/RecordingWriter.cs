namespace EdgeEcg.Records.Recording;

/// <summary>
/// Records one run of the device: cuts the stream into segments, keeps annotations with the samples they
/// belong to, locks what lies around alarms, evicts what is too old or too much, and lives with a disk that
/// fails. It never throws because of the disk: what cannot be written is counted as lost, the next attempt
/// is made after a while, and what is recorded then begins a new segment after a gap. Everything that can
/// wait for the disk is in here, so it belongs to a thread of its own.
/// </summary>
public sealed class RecordingWriter : IDisposable
{
    /// <summary>Longer than a beat takes to be judged, and than three abnormal ones in a row.</summary>
    private const double AnnotationDelaySeconds = 8;

    private readonly RecordingStore _store;
    private readonly RecordingInfo _info;
    private readonly RecordingLimits _limits;
    private readonly TimeProvider _time;
    private readonly PendingAnnotations _pending = new();
    private readonly RetryDelay _retry;
    private readonly long _segmentSamples;
    private readonly long _longestFill;
    private SegmentWriter? _open;
    private SegmentWriter? _closing;
    private long _flushedAt;
    private long _nextSample = -1;
    private long _recordedEnd = -1;
    private long _lockedUntil;
    private string _lockReason = "";
    private SampleSpan? _lockDue;
    private long _annotationsMisplaced;

    /// <param name="disk">Where to.</param>
    /// <param name="folder">Of all recordings; made where it is missing.</param>
    /// <param name="info">Of this run.</param>
    /// <param name="limits">How it is cut up, and how much is kept.</param>
    /// <param name="time">Tells when to flush and when to try again.</param>
    public RecordingWriter(
        IRecordingDisk disk, string folder, RecordingInfo info, RecordingLimits limits, TimeProvider time)
    {
        _store = new RecordingStore(disk, folder, info, limits);
        (_info, _limits, _time) = (info, limits, time);
        _retry = new RetryDelay(time);
        _segmentSamples = (long)(limits.SegmentLength.TotalSeconds * info.Rate.Hz);
        _longestFill = (long)(RecordingLimits.LongestFilledGap.TotalSeconds * info.Rate.Hz);
        _flushedAt = time.GetTimestamp();
    }

    public long SamplesRecorded { get; private set; }

    public long SamplesLost { get; private set; }

    public long WriteFailures { get; private set; }

    /// <summary>Why nothing is recorded now; null while all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>Name of the recording; null before the first sample.</summary>
    public string? Name => _store.Name;

    public RecordingCounters Counters => new(
        SamplesRecorded, SamplesLost, _pending.Lost + _annotationsMisplaced, WriteFailures,
        _store.Shelf.Evicted, _store.Shelf.EvictedLocked, _store.Shelf.EvictedBytes,
        _store.Shelf.EvictedLength, _store.Shelf.Bytes + (_open?.Bytes ?? 0),
        _open is not null && _open.End < _lockedUntil, Fault);

    /// <summary>Takes the next sample. Allocates nothing but at the start of a segment.</summary>
    public void Append(in RecordedSample sample)
    {
        bool taken = false;
        try
        {
            if (Prepare(sample))
            {
                taken = true;
                SamplesRecorded++;
                _recordedEnd = sample.SampleIndex + 1;
                _open!.Append(sample.Channel1Code, sample.Channel2Code, sample.TimestampNs);
            }
        }
        catch (Exception e) when (IsDiskTrouble(e))
        {
            Fail(e);
        }

        SamplesLost += taken ? 0 : 1;
        _nextSample = Math.Max(_nextSample, sample.SampleIndex + 1);
    }

    /// <summary>Takes a beat or a note.</summary>
    /// <param name="annotation">Its index counts from the start of the run.</param>
    public void Annotate(in Annotation annotation) => _pending.Add(annotation);

    /// <summary>Takes an event; an alarm locks what is and will be recorded around it.</summary>
    public void Take(RecordedEvent happened)
    {
        _pending.Add(happened.ToAnnotation());
        if (!happened.IsAlarm)
        {
            return;
        }

        long before = (long)(_limits.LockBefore.TotalSeconds * _info.Rate.Hz);
        long after = (long)(_limits.LockAfter.TotalSeconds * _info.Rate.Hz);
        SampleSpan span = new(happened.SampleIndex - before, happened.SampleIndex + after);
        _lockReason = $"{happened.Id} {happened.Code} {happened.SampleIndex}";
        _lockedUntil = Math.Max(_lockedUntil, span.End);
        _lockDue = _lockDue is { } due
            ? new SampleSpan(Math.Min(due.First, span.First), Math.Max(due.End, span.End))
            : span;
        Try(LockDue);
    }

    /// <summary>Takes a reading of the clocks; it dates what was recorded, before it too.</summary>
    public void Take(in ClockReading reading)
    {
        ClockReading taken = reading;
        _store.Note(taken);
        Try(() => _store.WriteClock());
    }

    /// <summary>Writes what is due; call it at least once a second.</summary>
    public void Tick()
    {
        if (_time.GetElapsedTime(_flushedAt) >= _limits.FlushInterval)
        {
            Flush();
        }
    }

    /// <summary>What was taken until now outlives a power cut when this returns, if the disk is
    /// well.</summary>
    public void Flush()
    {
        _flushedAt = _time.GetTimestamp();
        try
        {
            LockDue();
            HandOutAnnotations(finish: false);
            _open?.Flush();
            _store.WriteClock();
            if (_open is not null)
            {
                _store.KeepLimits(_open.Bytes);
            }
        }
        catch (Exception e) when (IsDiskTrouble(e))
        {
            Fail(e);
        }
    }

    /// <summary>The run is over.</summary>
    public void Dispose()
    {
        Try(() =>
        {
            HandOutAnnotations(finish: true);
            CompleteClosing();
            if (_open is { } open)
            {
                _open = null;
                _store.Complete(open);
            }
        });
        _open?.Dispose();
        _closing?.Dispose();
    }

    private static bool IsDiskTrouble(Exception e) =>
        e is IOException or UnauthorizedAccessException or BadRecordException;

    /// <summary>Sees to it that the open segment wants just this sample; false while the disk
    /// fails.</summary>
    private bool Prepare(in RecordedSample sample)
    {
        if (_open is null)
        {
            return _retry.IsDue && Open(sample);
        }

        long gap = sample.SampleIndex - _open.End;
        if (gap < 0)
        {
            return false;
        }

        if (gap > 0 && gap <= _longestFill && _open.Frames + gap < _segmentSamples)
        {
            long gapNs = sample.TimestampNs - (long)(gap * 1e9 / _info.Rate.Hz);
            Annotate(Gap(_open.End, gap));
            _open.AppendMissing(gap, gapNs);
        }
        else if (gap > 0 || _open.Frames >= _segmentSamples)
        {
            return Rotate(sample);
        }

        return true;
    }

    private bool Rotate(in RecordedSample sample)
    {
        HandOutAnnotations(finish: false);
        CompleteClosing();
        _open!.Flush();
        (_closing, _open) = (_open, null);
        return Open(sample);
    }

    private bool Open(in RecordedSample sample)
    {
        long expected = _closing?.End ?? _recordedEnd;
        _open = _store.Open(sample, locked: sample.SampleIndex < _lockedUntil, _lockReason);
        if (expected >= 0 && sample.SampleIndex > expected)
        {
            Annotate(Gap(sample.SampleIndex, sample.SampleIndex - expected));
        }

        if (Fault is not null)
        {
            Annotate(new Annotation(
                sample.SampleIndex, AnnotationCode.Note, Aux: Shortened($"after: {Fault}")));
        }

        Fault = null;
        _retry.Reset();
        return true;
    }

    private void HandOutAnnotations(bool finish)
    {
        if (_open is null && _closing is null)
        {
            return;
        }

        long delay = (long)(AnnotationDelaySeconds * _info.Rate.Hz);
        long until = finish ? long.MaxValue : _nextSample - delay;
        _pending.TakeBefore(until, HandOut);
        if (_closing is not null && until > _closing.End)
        {
            CompleteClosing();
        }
    }

    // A beat that lies in a gap has no sample to stand at; a note has its own say about where it belongs.
    private void HandOut(Annotation annotation)
    {
        bool early = _open is null || annotation.SampleIndex < _open.Start.FirstSample;
        SegmentWriter segment = _closing is not null && early ? _closing : _open!;
        long within = annotation.SampleIndex - segment.Start.FirstSample;
        bool fits = within >= 0 && within < segment.Frames;
        if (fits || annotation.Code is AnnotationCode.Note)
        {
            within = Math.Clamp(within, 0, Math.Max(0, segment.Frames - 1));
            segment.Annotate(annotation with { SampleIndex = within });
        }
        else
        {
            _annotationsMisplaced++;
        }
    }

    private void LockDue()
    {
        if (_lockDue is { } span)
        {
            _store.Lock(span, _lockReason, _open, _closing);
            _lockDue = null;
        }
    }

    private void CompleteClosing()
    {
        if (_closing is { } closing)
        {
            _closing = null;
            _store.Complete(closing);
        }
    }

    private void Fail(Exception trouble)
    {
        WriteFailures++;
        Fault = trouble.Message;
        foreach (SegmentWriter? left in new[] { _closing, _open })
        {
            if (left is not null)
            {
                SamplesLost += left.WaitingSamples;
                SamplesRecorded -= left.WaitingSamples;
                _recordedEnd -= left.WaitingSamples;
                _store.Abandon(left);
            }
        }

        (_closing, _open) = (null, null);
        bool madeRoom = DiskFull.Is(trouble) && TryMakeRoom();
        _retry.Failed(immediately: madeRoom);
    }

    private bool TryMakeRoom()
    {
        bool made = false;
        Try(() => made = _store.Shelf.TryEvictOne());
        return made;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (IsDiskTrouble(e))
        {
            WriteFailures++;
            Fault ??= e.Message;
        }
    }

    private static Annotation Gap(long sampleIndex, long samples) =>
        new(sampleIndex, AnnotationCode.Note, Aux: $"gap: {samples} samples are missing");

    private static string Shortened(string text) => text.Length <= 200 ? text : text[..200];
}
