using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
#if NUGET_PACKAGES
using EdgeEcg.DeviceGpio;
#endif

namespace EdgeEcg.Device;

/// <summary>The ways of this build to reach a chip, by the word of the configuration.</summary>
internal static class ChipSources
{
    /// <exception cref="EnvironmentException">This build does not have that way.</exception>
    public static ChipSource Open(SourceConfiguration source, TimeProvider time) =>
        source is { Kind: SourceKind.Ads1292, Ads1292.Access: not HardwareAccess.Kernel }
            ? OpenBoard(source.Ads1292, time)
            : ChipSource.Open(source, time);

    private static ChipSource OpenBoard(Ads1292Configuration chip, TimeProvider time)
    {
#if NUGET_PACKAGES
        DeviceGpioBoard board = DeviceGpioBoard.Open(
            chip.SpiDevice, chip.SpiClockHz, chip.GpioChip, chip.DataReadyLine, chip.ResetLine,
            chip.StartLine, time);
        return ChipSource.Wired(board.Connection, board);
#else
        _ = time;
        throw Packages.Missing("source.ads1292.access", chip.Access);
#endif
    }
}
