namespace EdgeEcg.Records.Recording;

/// <summary>
/// What recordings there are, read from their folder; also while the daemon writes to it, because reading
/// changes nothing and whatever vanishes meanwhile is passed over. Headers are read at once, indexes and
/// annotations when they are asked for.
/// </summary>
public sealed class RecordingCatalog
{
    private readonly List<StoredRecording> _recordings = [];
    private readonly List<string> _unreadable = [];

    private RecordingCatalog()
    {
    }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<StoredRecording> Recordings => _recordings;

    /// <summary>
    /// Segments of which neither header nor index is intact: nobody knows where they belong. Their files are
    /// left as they are.
    /// </summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>
    /// The segment that is being written is locked: an alarm is on, or was a moment ago. Not the time to
    /// restart or to change the model.
    /// </summary>
    public bool IsLockedNow =>
        Recordings.Count > 0 && Recordings[^1].Segments[^1] is { IsComplete: false, IsLocked: true };

    /// <param name="folder">The recordings' folder; nothing is in it where it is missing.</param>
    public static RecordingCatalog Read(string folder)
    {
        RecordingCatalog catalog = new();
        if (Directory.Exists(folder))
        {
            foreach (string path in Directory.EnumerateDirectories(folder))
            {
                if (SegmentFiles.TryParseRecording(Path.GetFileName(path), out int number))
                {
                    catalog.Add(path, number);
                }
            }
        }

        catalog._recordings.Sort((a, b) => a.Number.CompareTo(b.Number));
        return catalog;
    }

    /// <summary>By name (<c>r000017</c>), by the id of its run, or <c>latest</c>; null where there is
    /// none.</summary>
    public StoredRecording? Find(string name) => name == "latest"
        ? (_recordings.Count > 0 ? _recordings[^1] : null)
        : _recordings.FindLast(r => r.Name == name || r.Info.Boot == name);

    private void Add(string folder, int number)
    {
        List<RecordedSegment> segments = [];
        foreach (SegmentFiles files in FilesIn(folder, number))
        {
            if (RecordedSegment.Open(files) is { } segment)
            {
                segments.Add(segment);
            }
            else if (File.Exists(files.Signals))
            {
                _unreadable.Add(files.Name);
            }
        }

        if (segments.Count > 0)
        {
            segments.Sort((a, b) => a.Start.FirstSample.CompareTo(b.Start.FirstSample));
            ClockLog clock = ClockLog.Read(ClockLog.PathIn(folder));
            _recordings.Add(new StoredRecording(number, folder, segments[^1].Start.Info, segments, clock));
        }
    }

    private static IReadOnlyList<SegmentFiles> FilesIn(string folder, int number)
    {
        try
        {
            return SegmentFiles.In(folder, number);
        }
        catch (DirectoryNotFoundException)
        {
            // Evicted while it was being listed.
            return [];
        }
    }
}
