namespace EdgeEcg.Monitor.Journal;

/// <summary>Single numbers that the journal's file keeps.</summary>
internal enum JournalMark
{
    /// <summary>No sequence from here on was ever used.</summary>
    NextSequence = 1,

    /// <summary>Seconds in which the device has run, since the file was made.</summary>
    Second = 2,
}
