namespace EdgeEcg.Ads1292;

/// <summary>
/// Time and waiting by a <see cref="TimeProvider"/>: real time on the device, none at all in the simulation.
/// </summary>
internal static class Clocks
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    extension(TimeProvider time)
    {
        public void PauseFor(TimeSpan duration) => Task.Delay(duration, time).GetAwaiter().GetResult();

        public long NowNs() => time.TimestampFrequency == NanosecondsPerSecond
            ? time.GetTimestamp()
            : (long)((Int128)time.GetTimestamp() * NanosecondsPerSecond / time.TimestampFrequency);
    }
}
