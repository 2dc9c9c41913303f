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

    /// <summary>Room on the file system of a folder; null where the system does not say.</summary>
    /// <param name="folder">It need not be there yet: then the nearest one above counts.</param>
    public static double? DiskFreeMb(string folder)
    {
        string? there = Path.GetFullPath(folder);
        while (there is not null && !Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there);
        }

        try
        {
            return there is null
                ? null
                : Math.Round(new DriveInfo(there).AvailableFreeSpace / BytesPerMegabyte);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

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
