using EdgeEcg.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// Goes as fast as a simulated chip does, so that what is due by the minute is due by the signal's minute.
/// Only read: timers, and waits for other threads, stay those of the machine.
/// </summary>
/// <param name="chip">Its clock.</param>
internal sealed class SignalTime(TimeProvider chip) : TimeProvider
{
    public override long TimestampFrequency => chip.TimestampFrequency;

    public override long GetTimestamp() => chip.NowNs();

    public override DateTimeOffset GetUtcNow() => chip.GetUtcNow();
}
