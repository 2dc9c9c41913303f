namespace EdgeEcg.Records.Recording;

/// <summary>The wall clock and the clock that only runs forward, read at one moment.</summary>
/// <param name="TimestampNs">The clock that dates samples.</param>
/// <param name="SampleIndex">The newest sample at that moment.</param>
/// <param name="Time">The wall clock.</param>
/// <param name="Trust">How far it could be believed.</param>
public readonly record struct ClockReading(
    long TimestampNs, long SampleIndex, DateTimeOffset Time, ClockTrust Trust)
{
    /// <summary>Wall time of another moment, counted from this one.</summary>
    public DateTimeOffset At(long timestampNs) =>
        Time.AddTicks((timestampNs - TimestampNs) / TimeSpan.NanosecondsPerTick);

    /// <summary>How far the wall clock has jumped since an earlier reading.</summary>
    public TimeSpan JumpSince(in ClockReading earlier) => Time - earlier.At(TimestampNs);
}
