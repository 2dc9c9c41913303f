namespace EdgeEcg.Monitor.Journal;

/// <summary>How a message is kept; the numbers are on disks.</summary>
public enum JournalLane : byte
{
    /// <summary>On the disk before it is sent; one at a time; given up last.</summary>
    Alarm = 0,

    /// <summary>Written in groups; given up first.</summary>
    Telemetry = 1,

    /// <summary>As telemetry, and given up after it.</summary>
    Strip = 2,

    /// <summary>Only the newest of its topic, in memory: what describes the present.</summary>
    Present = 3,
}
