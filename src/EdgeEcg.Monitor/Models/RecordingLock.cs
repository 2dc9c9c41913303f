using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor.Models;

/// <summary>May the model be changed now? Not while an alarm is on and its signal is locked.</summary>
public static class RecordingLock
{
    /// <param name="folder">Of the recordings.</param>
    /// <returns>Why not, in one sentence; null where it may.</returns>
    public static string? Find(string folder) => RecordingCatalog.Read(folder).IsLockedNow
        ? $"The recording in {folder} is locked: an alarm is on, or was a moment ago; try again later."
        : null;
}
