namespace EdgeEcg.Monitor.Commands;

/// <summary>What became of the commands since start. For any thread.</summary>
public sealed class CommandCounters
{
    private long _received;
    private long _refused;
    private long _dropped;

    /// <summary>All that came.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Answered with an error, or not fit to be answered.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Of those: because too many were waiting.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    internal void CountReceived() => Interlocked.Increment(ref _received);

    internal void CountRefused() => Interlocked.Increment(ref _refused);

    internal void CountDropped() => Interlocked.Increment(ref _dropped);
}
