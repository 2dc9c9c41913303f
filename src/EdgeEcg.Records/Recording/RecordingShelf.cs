using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The complete segments on the disk, oldest first, and the rule by which they go: the oldest that is not
/// locked; when locked ones take more than their share, or only they are left, the oldest of those. Its
/// memory is some hundred bytes a segment.
/// </summary>
internal sealed class RecordingShelf
{
    private readonly List<StoredSegment> _segments = [];
    private readonly IRecordingDisk _disk;
    private readonly RecordingLimits _limits;
    private readonly string _folder;

    /// <param name="disk">Where they lie.</param>
    /// <param name="folder">Of all recordings.</param>
    /// <param name="limits">How much is kept.</param>
    public RecordingShelf(IRecordingDisk disk, string folder, RecordingLimits limits) =>
        (_disk, _folder, _limits) = (disk, folder, limits);

    public long Bytes { get; private set; }

    public long LockedBytes { get; private set; }

    /// <summary>Recordings that have lost a segment, but not all; their headers still list it.</summary>
    public HashSet<int> Thinned { get; } = [];

    /// <summary>Segments evicted since start, by the limits.</summary>
    public long Evicted { get; private set; }

    /// <summary>What they took on the disk.</summary>
    public long EvictedBytes { get; private set; }

    /// <summary>The signal that they held.</summary>
    public TimeSpan EvictedLength { get; private set; }

    /// <summary>Of those, locked ones.</summary>
    public long EvictedLocked { get; private set; }

    public IEnumerable<StoredSegment> OfRecording(int recording) =>
        _segments.Where(s => s.Files.Recording == recording);

    public void Add(StoredSegment segment)
    {
        _segments.Add(segment);
        Bytes += segment.Bytes;
        LockedBytes += segment.IsLocked ? segment.Bytes : 0;
    }

    /// <summary>Locks what overlaps a stretch of a recording.</summary>
    public void Lock(int recording, SampleSpan span, string reason)
    {
        for (int i = _segments.Count - 1; i >= 0 && _segments[i].Files.Recording == recording; i--)
        {
            StoredSegment segment = _segments[i];
            if (!segment.IsLocked && segment.Span.Within(span).Length > 0)
            {
                WriteLock(segment.Files, reason);
                _segments[i] = segment with { IsLocked = true };
                LockedBytes += segment.Bytes;
            }
        }
    }

    public void WriteLock(SegmentFiles files, string reason) =>
        _disk.Replace(files.Lock, Encoding.ASCII.GetBytes(reason + "\n"));

    /// <summary>Evicts until the limits are kept.</summary>
    /// <param name="openBytes">Of the segment that is being written.</param>
    /// <returns>False where nothing is left to evict, and the disk is too full all the same.</returns>
    public bool KeepLimits(long openBytes)
    {
        TimeSpan signal = new(_segments.Sum(s => s.Length.Ticks));
        while (_segments.Count > 0
            && (Bytes + openBytes > _limits.MostBytes || signal > _limits.LongestSignal))
        {
            signal -= EvictOne();
        }

        while (_disk.FreeBytes(_folder) < _limits.LeastFreeBytes)
        {
            if (_segments.Count == 0)
            {
                return false;
            }

            EvictOne();
        }

        return true;
    }

    /// <summary>Makes room at once; false where there is nothing to evict.</summary>
    public bool TryEvictOne() => _segments.Count > 0 && EvictOne() >= TimeSpan.Zero;

    private TimeSpan EvictOne()
    {
        int at = _segments.FindIndex(s => s.IsLocked == (LockedBytes > _limits.MostLockedBytes));
        at = at < 0 ? _segments.FindIndex(s => !s.IsLocked) : at;
        at = Math.Max(0, at);
        StoredSegment segment = _segments[at];
        foreach (string file in segment.Files.All)
        {
            _disk.Delete(file);
        }

        _segments.RemoveAt(at);
        Bytes -= segment.Bytes;
        LockedBytes -= segment.IsLocked ? segment.Bytes : 0;
        Evicted++;
        EvictedBytes += segment.Bytes;
        EvictedLength += segment.Length;
        EvictedLocked += segment.IsLocked ? 1 : 0;
        if (OfRecording(segment.Files.Recording).Any())
        {
            Thinned.Add(segment.Files.Recording);
        }
        else
        {
            Thinned.Remove(segment.Files.Recording);
            EmptyFolder(segment.Files);
        }

        return segment.Length;
    }

    // The folder of the run that is going on holds an open segment, and stays.
    private void EmptyFolder(SegmentFiles files)
    {
        if (SegmentFiles.In(files.Folder, files.Recording).Count == 0)
        {
            _disk.DeleteFolder(files.Folder);
        }
    }
}
