using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor;

/// <summary>
/// Notices when the wall clock begins to mean something else: its state changed, or it jumped against the
/// clock that dates the samples. Samples are never dated by the wall clock alone, so a jump moves none of
/// them; each change is told once, for the recording and for those who received times before it.
/// </summary>
public sealed class ClockLedger
{
    /// <summary>
    /// Slewing moves a clock by 0.5 ms a second at most; a synchronised clock stays within this for hours.
    /// </summary>
    private static readonly TimeSpan SmallestJump = TimeSpan.FromMilliseconds(100);

    private readonly Func<long, DateTimeOffset> _wallTime;
    private readonly Func<ClockState> _state;
    private ClockReading? _last;

    /// <param name="wallTime">The wall clock at a moment of the clock that dates samples, in ns.</param>
    /// <param name="state">How far the wall clock can be believed.</param>
    public ClockLedger(Func<long, DateTimeOffset> wallTime, Func<ClockState> state) =>
        (_wallTime, _state) = (wallTime, state);

    /// <summary>Looks at the clock; true where it has changed since the last change.</summary>
    /// <param name="sampleIndex">The newest sample.</param>
    /// <param name="timestampNs">When it was taken.</param>
    /// <param name="change">What is known now, and what was before.</param>
    public bool TryNote(long sampleIndex, long timestampNs, out ClockChange change)
    {
        ClockReading now = new(timestampNs, sampleIndex, _wallTime(timestampNs), TrustOf(_state()));
        change = new ClockChange(_last, now);
        bool changed = _last is not { } last || last.Trust != now.Trust
            || now.JumpSince(last).Duration() >= SmallestJump;
        _last = changed ? now : _last;
        return changed;
    }

    private static ClockTrust TrustOf(ClockState state) => state switch
    {
        ClockState.Synced => ClockTrust.Synced,
        ClockState.Holdover => ClockTrust.Holdover,
        _ => ClockTrust.Unset,
    };
}
