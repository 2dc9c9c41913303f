namespace EdgeEcg.Records.Recording;

/// <summary>How a recording is cut up, and how much of it is kept.</summary>
/// <param name="SegmentLength">The unit of eviction and of locking.</param>
/// <param name="FlushInterval">So much is lost at most when the power goes.</param>
/// <param name="MostBytes">All recordings together.</param>
/// <param name="LongestSignal">Signal kept; time without power does not count, so no clock can evict.</param>
/// <param name="LeastFreeBytes">Room that is left to others.</param>
/// <param name="LockBefore">Signal before an alarm that is locked.</param>
/// <param name="LockAfter">Signal after it.</param>
public sealed record RecordingLimits(
    TimeSpan SegmentLength,
    TimeSpan FlushInterval,
    long MostBytes,
    TimeSpan LongestSignal,
    long LeastFreeBytes,
    TimeSpan LockBefore,
    TimeSpan LockAfter)
{
    /// <summary>
    /// Locked segments may take three quarters; the last hours stay, however many alarms there were.
    /// </summary>
    public long MostLockedBytes => MostBytes / 4 * 3;

    /// <summary>A gap up to here is filled with marks of missing samples; a longer one ends the
    /// segment.</summary>
    public static TimeSpan LongestFilledGap { get; } = TimeSpan.FromSeconds(10);
}
