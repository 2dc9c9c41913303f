using EdgeEcg.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// A DRDY line that remembers how the chip's clock relates to that of the wall. An edge can be handed over
/// late, never early by more than a timer's step, so the earliest of all tells.
/// </summary>
internal sealed class StampedEdges(IDataReadyLine line) : IDataReadyLine
{
    private long _offsetNs = long.MaxValue;

    /// <summary>The monotonic wall clock less the chip's, in nanoseconds.</summary>
    public long OffsetNs => Interlocked.Read(ref _offsetNs);

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        EdgeOutcome outcome = line.Wait(timeout, out edge);
        if (outcome is EdgeOutcome.Edge)
        {
            long offset = TimeProvider.System.NowNs() - edge.TimestampNs;
            Interlocked.Exchange(ref _offsetNs, Math.Min(_offsetNs, offset));
        }

        return outcome;
    }
}
