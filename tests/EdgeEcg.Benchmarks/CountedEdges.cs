using EdgeEcg.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>A DRDY line that counts edges, and what the thread that waits for them allocates.</summary>
internal sealed class CountedEdges(IDataReadyLine line) : IDataReadyLine
{
    private long _edges;
    private long _allocatedBytes;

    public long Edges => Interlocked.Read(ref _edges);

    /// <summary>By the waiting thread, up to its last edge.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        EdgeOutcome outcome = line.Wait(timeout, out edge);
        Interlocked.Exchange(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread());
        Interlocked.Increment(ref _edges);
        return outcome;
    }
}
