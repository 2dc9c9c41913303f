namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct timespec of a 64-bit machine.</summary>
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds);
