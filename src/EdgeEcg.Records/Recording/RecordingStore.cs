using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The folder of all recordings, as the one that writes to it sees it: numbers recordings and segments,
/// completes what power cuts and failures left open, and keeps the header of the whole recording and the
/// clock log up to date. Every call may fail with the disk's own exception and be made again.
/// </summary>
internal sealed class RecordingStore
{
    /// <summary>More than one a minute for weeks; the first and the newest are kept.</summary>
    private const int MostReadings = 20_000;

    private readonly IRecordingDisk _disk;
    private readonly string _root;
    private readonly RecordingInfo _info;
    private readonly RecordingLimits _limits;
    private readonly List<ClockReading> _readings = [];
    private readonly List<SegmentFiles> _abandoned = [];
    private int _recording;
    private int _segment;
    private int _readingsWritten;
    private bool _scanned;
    private string _folder = "";

    public RecordingStore(IRecordingDisk disk, string root, RecordingInfo info, RecordingLimits limits)
    {
        (_disk, _root, _info, _limits) = (disk, root, info, limits);
        Shelf = new RecordingShelf(disk, root, limits);
    }

    public RecordingShelf Shelf { get; }

    /// <summary>Null before the first segment.</summary>
    public string? Name => _recording == 0 ? null : SegmentFiles.RecordingName(_recording);

    private ClockLog Clock => ClockLog.Of(_readings);

    /// <summary>
    /// Evicts until the limits are kept, and takes what went from the headers; after a power cut between the
    /// two the next run does.
    /// </summary>
    /// <param name="openBytes">Of the segment that is being written.</param>
    /// <exception cref="IOException">Nothing is left to evict, and others have filled the disk.</exception>
    public void KeepLimits(long openBytes)
    {
        if (!Shelf.KeepLimits(openBytes))
        {
            throw new IOException($"less than {_limits.LeastFreeBytes / 1_000_000} MB are free");
        }

        while (Shelf.Thinned.Count > 0)
        {
            int recording = Shelf.Thinned.First();
            WriteMaster(recording);
            Shelf.Thinned.Remove(recording);
        }
    }

    /// <summary>Begins a segment with this sample.</summary>
    public SegmentWriter Open(in RecordedSample sample, bool locked, string lockReason)
    {
        Begin();
        RepairAbandoned();
        KeepLimits(openBytes: 0);
        SegmentFiles files = new(_folder, _recording, _segment + 1);
        if (locked)
        {
            Shelf.WriteLock(files, lockReason);
        }

        SegmentWriter writer = new(
            _disk, files, new SegmentStart(_info, sample.SampleIndex, sample.TimestampNs));
        _segment++;
        return writer;
    }

    /// <summary>Ends a segment; it becomes part of the whole.</summary>
    public void Complete(SegmentWriter writer)
    {
        using (writer)
        {
            _abandoned.Add(writer.Files);
            writer.Complete(Clock.TimeOf(writer.Start.TimestampNs)?.Time);
            _abandoned.Remove(writer.Files);
        }

        Shelve(writer.Files);
        WriteMaster(_recording);
    }

    /// <summary>The disk failed under this segment; it is completed when the disk is well again.</summary>
    public void Abandon(SegmentWriter writer)
    {
        writer.Dispose();
        _abandoned.Add(writer.Files);
    }

    public void Lock(SampleSpan span, string reason, params SegmentWriter?[] open)
    {
        if (_recording == 0)
        {
            return;
        }

        foreach (SegmentWriter? writer in open)
        {
            SampleSpan? written = writer is null ? null : new(writer.Start.FirstSample, writer.End + 1);
            if (written?.Within(span).Length > 0)
            {
                Shelf.WriteLock(writer!.Files, reason);
            }
        }

        Shelf.Lock(_recording, span, reason);
    }

    public void Note(in ClockReading reading)
    {
        if (_readings.Count == MostReadings)
        {
            _readings.RemoveAt(1);
            _readingsWritten = 0;
        }

        _readings.Add(reading);
    }

    /// <summary>Writes the readings that are not on the disk yet.</summary>
    public void WriteClock()
    {
        if (_recording == 0 || _readingsWritten == _readings.Count)
        {
            return;
        }

        StringBuilder text = new();
        foreach (ClockReading reading in _readings)
        {
            text.Append(ClockLog.Line(reading));
        }

        int written = _readings.Count;
        _disk.Replace(ClockLog.PathIn(_folder), Encoding.ASCII.GetBytes(text.ToString()));
        _readingsWritten = written;
        WriteMaster(_recording);
    }

    // Repairs what an earlier run left, once; then makes the folder of this run.
    private void Begin()
    {
        if (!_scanned)
        {
            _disk.MakeFolder(_root);
            foreach (StoredRecording recording in RecordingCatalog.Read(_root).Recordings)
            {
                Shelve(recording);
            }

            _scanned = true;
        }

        if (_recording == 0)
        {
            int number = NextNumber();
            (_recording, _folder) = (number, Path.Combine(_root, SegmentFiles.RecordingName(number)));
        }

        // It may have gone with its last segment, when the disk was full.
        if (!Directory.Exists(_folder))
        {
            _readingsWritten = 0;
            _disk.MakeFolder(_folder);
        }

        if (_readingsWritten == 0)
        {
            MasterHeader.WriteLayout(_disk, _folder, _recording, _info);
        }

        WriteClock();
    }

    private int NextNumber()
    {
        int highest = 0;
        foreach (string path in Directory.EnumerateDirectories(_root))
        {
            bool named = SegmentFiles.TryParseRecording(Path.GetFileName(path), out int number);
            highest = named ? Math.Max(highest, number) : highest;
        }

        return highest + 1;
    }

    private void Shelve(StoredRecording recording)
    {
        bool repaired = !MasterHeader.Lists(
            recording.Folder, recording.Number, recording.Segments.Select(s => s.Files.Name));
        List<RecordedSegment> whole = [];
        foreach (RecordedSegment segment in recording.Segments)
        {
            repaired |= !segment.IsComplete;
            RecordedSegment? complete = segment.IsComplete
                ? segment
                : SegmentRepair.Run(_disk, segment, recording.Clock);
            if (complete is not null)
            {
                whole.Add(complete);
            }
        }

        if (repaired && whole.Count > 0)
        {
            MasterHeader.Write(
                _disk, recording.Folder, recording.Number, recording.Info,
                whole.Select(s => (s.Files.Name, new SampleSpan(s.Start.FirstSample, s.End))),
                TimeOfSampleZero(recording.Clock, recording.Segments[0].Start));
        }

        whole.ForEach(s => Shelf.Add(StoredSegment.From(s)));
    }

    private void RepairAbandoned()
    {
        while (_abandoned.Count > 0)
        {
            SegmentFiles files = _abandoned[0];
            if (RecordedSegment.Open(files) is { } segment
                && (segment.IsComplete || SegmentRepair.Run(_disk, segment, Clock) is not null))
            {
                Shelve(files);
                WriteMaster(_recording);
            }

            _abandoned.RemoveAt(0);
        }
    }

    private void Shelve(SegmentFiles files)
    {
        if (RecordedSegment.Open(files) is { } segment)
        {
            Shelf.Add(StoredSegment.From(segment));
        }
    }

    private void WriteMaster(int recording)
    {
        StoredSegment[] segments = [.. Shelf.OfRecording(recording)];
        if (segments.Length > 0 && SegmentHeader.Read(segments[0].Files.Header)?.Start is { } start)
        {
            string folder = segments[0].Files.Folder;
            ClockLog clock = recording == _recording ? Clock : ClockLog.Read(ClockLog.PathIn(folder));
            MasterHeader.Write(
                _disk, folder, recording, start.Info, segments.Select(s => (s.Files.Name, s.Span)),
                TimeOfSampleZero(clock, start));
        }
    }

    private static DateTimeOffset? TimeOfSampleZero(ClockLog clock, SegmentStart start) => clock
        .TimeOf(start.TimestampNs - (long)(start.FirstSample * 1e9 / start.Info.Rate.Hz))?.Time;
}
