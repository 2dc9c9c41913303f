namespace EdgeEcg.Monitor;

/// <summary>
/// What the machine says of itself: processor share, memory, room on the disk.
/// </summary>
public sealed class DeviceVitals
{
    private const double BytesPerMegabyte = 1e6;

    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private long _measuredAt;
    private TimeSpan _cpuAtMeasure;

    public DeviceVitals(TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
        _measuredAt = _startedAt;
        _cpuAtMeasure = Environment.CpuUsage.TotalTime;
    }

    public TimeSpan Uptime => _time.GetElapsedTime(_startedAt);

    /// <summary>Resident memory.</summary>
    public static double MemoryMb => Math.Round(Environment.WorkingSet / BytesPerMegabyte, 1);

    /// <summary>Room where the program may write.</summary>
    public static double? DiskFreeMb =>
        Math.Round(new DriveInfo(Environment.CurrentDirectory).AvailableFreeSpace / BytesPerMegabyte);

    /// <summary>Share of one core since the last time this was asked.</summary>
    public double TakeCpuPercent()
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        double elapsedMs = Math.Max(1, _time.GetElapsedTime(_measuredAt).TotalMilliseconds);
        double percent = 100 * (cpu - _cpuAtMeasure).TotalMilliseconds / elapsedMs;
        (_measuredAt, _cpuAtMeasure) = (_time.GetTimestamp(), cpu);
        return Math.Round(percent, 1);
    }
}
