using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor;

/// <summary>The wall clock means something else from here on.</summary>
/// <param name="Before">As it stood at the last change; null at the first.</param>
/// <param name="Now">As it stands.</param>
public readonly record struct ClockChange(ClockReading? Before, ClockReading Now)
{
    /// <summary>What has to be added to times that were told before; null where none were.</summary>
    public TimeSpan? Correction => Before is { Trust: not ClockTrust.Unset } before
        ? Now.JumpSince(before)
        : null;
}
