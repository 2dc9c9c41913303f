namespace EdgeEcg.Monitor.Journal;

/// <summary>What was damaged on the disk: counted for good, told in a sentence for a while.</summary>
internal sealed class JournalDamage(TimeProvider time)
{
    /// <summary>Long enough to become an alarm; the counter stays.</summary>
    private static readonly TimeSpan NoticeFor = TimeSpan.FromMinutes(1);

    private string? _notice;
    private long _noticedAt;

    /// <summary>Files that were renamed.</summary>
    public long Files { get; private set; }

    /// <summary>From any thread.</summary>
    public string? Notice => Volatile.Read(ref _notice) is { } notice
        && time.GetElapsedTime(Interlocked.Read(ref _noticedAt)) < NoticeFor ? notice : null;

    public void Note(JournalOpening opening)
    {
        Files += opening.SetAside.Count;
        if (opening.SetAside.Count > 0 || opening.Damaged.Count > 0)
        {
            string files = string.Join(" and ", opening.SetAside.Select(Path.GetFileName));
            Interlocked.Exchange(ref _noticedAt, time.GetTimestamp());
            Volatile.Write(ref _notice, opening.SetAside.Count > 0
                ? $"The journal was damaged: kept as {files}; {opening.Salvaged} messages were found in it."
                : $"The journal was damaged: {opening.Damaged.Count} messages cannot be read.");
        }
    }
}
