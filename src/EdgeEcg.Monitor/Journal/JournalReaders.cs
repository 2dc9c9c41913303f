namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Who reads the journal, each with an acknowledgement of its own: an entry is removed when all have it. The
/// numbers are on disks.
/// </summary>
[Flags]
public enum JournalReaders : byte
{
    None = 0,

    /// <summary>The topics of docs/messages.md.</summary>
    Mqtt = 1,

    Sparkplug = 2,
}
