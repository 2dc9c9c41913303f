using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>Settings of a real chip that work on the bench and lose samples later; docs/wiring.md.</summary>
internal static class ChipAdvice
{
    private const string BoardFile = "/proc/device-tree/model";
    private const string EarlyDeselectBoard = "Raspberry Pi 4";

    /// <summary>Between these a Pi 4 may raise chip select before the last bit (section 2).</summary>
    private const int LowestEarlyClockHz = 500_000;

    private const int HighestEarlyClockHz = 2_000_000;

    private const int HighestOrdinaryRateSps = 1000;

    /// <summary>As the kernel names it; empty where there is no device tree.</summary>
    public static string Board => File.Exists(BoardFile) ? File.ReadAllText(BoardFile).TrimEnd('\0') : "";

    /// <param name="found">What the check of the bus has to say otherwise.</param>
    public static Finding OnClock(SourceConfiguration source, string board, string found) =>
        source is { Kind: SourceKind.Ads1292 }
            && source.Ads1292.SpiClockHz is > LowestEarlyClockHz and < HighestEarlyClockHz
            && board.Contains(EarlyDeselectBoard, StringComparison.Ordinal)
            ? Finding.Warn(
                $"{found}; at this clock a {EarlyDeselectBoard} may end a message too early",
                "set source.ads1292.spi_clock_hz below 500000 or to 2000000 or more")
            : Finding.Ok(found);

    /// <summary>Up to 1000 SPS a Linux program has time enough without real time (section 4).</summary>
    /// <param name="isRealTime">Whether the thread that reads the chip has it, or would get it.</param>
    /// <param name="whose">Who was asked.</param>
    public static Finding OnScheduling(SourceConfiguration source, bool isRealTime, string whose)
    {
        if (isRealTime)
        {
            return Finding.Ok($"real time, {whose}");
        }

        return source.RateSps <= HighestOrdinaryRateSps
            ? Finding.Ok($"no real time {whose}; not needed at {source.RateSps} SPS")
            : Finding.Warn(
                $"no real time {whose}, at {source.RateSps} SPS: a busy machine will lose samples",
                "run the monitor by its unit, which allows it (LimitRTPRIO=20); where the kernel refuses "
                + "even so: sudo sysctl kernel.sched_rt_runtime_us=-1");
    }
}
