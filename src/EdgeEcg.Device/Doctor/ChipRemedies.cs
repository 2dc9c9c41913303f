using EdgeEcg.Ads1292;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// From what is wrong with the chip to what a technician does about it; docs/wiring.md has more.
/// </summary>
internal static class ChipRemedies
{
    public static Finding Finding(Ads1292Exception chip)
    {
        string cause = chip.LikelyCause is { } likely ? $"likely {likely}" : "";
        string daemon = chip.Fault == ChipFault.LineTaken ? RunningDaemon.Describe() : "";
        string remedy = cause.Length == 0 ? For(chip.Fault) : $"{For(chip.Fault)}; {cause}";
        return Doctor.Finding.Fail(chip.Found + daemon, remedy);
    }

    private static string For(ChipFault fault) => fault switch
    {
        ChipFault.LineTaken => "stop the monitor ('sudo systemctl stop edgeecg'), run doctor again, "
            + "then start it",
        ChipFault.BusRefused => "switch SPI on, use SPI0, and let the user into the group 'spi'",
        ChipFault.BusFault => "run doctor again; if it stays, see dmesg for the SPI controller",
        ChipFault.LineFault => "name the GPIO chip by its label and the line by its offset (gpioinfo)",
        ChipFault.NoReply =>
            "measure 3.3 V at DVDD and at PWDN/RESET, then follow MISO (pin 21) to the header",
        ChipFault.FloatingReply => "measure 3.3 V at DVDD, then check chip select (pin 18) and MISO (pin 21)",
        ChipFault.StillStreaming => "check chip select (pin 18) and shorten the SPI wires",
        ChipFault.WrongClockEdge => "use a bus that can do SPI mode 1: SPI0",
        ChipFault.UnstableIdentity => "check the supply and the solder joints of DOUT and SCLK",
        ChipFault.WrongIdentity => "check source.ads1292.spi_device, and the part number on the chip",
        ChipFault.RegisterMismatch => "shorten the SPI wires and lower source.ads1292.spi_clock_hz; "
            + "if the same bit stays, replace the chip",
        ChipFault.Unsupported => "take the setting back, or fit an ADS1292R",
        ChipFault.StartPinHigh => "tie START (pin 16) low, or name its line in source.ads1292.start_line",
        ChipFault.NoDataReady => "check the wire of DRDY (pin 22) against source.ads1292.drdy_line, "
            + "and CLKSEL high",
        ChipFault.AllZeroData => "switch the supply off and on; if it stays, replace the chip",
        ChipFault.FrameOneByteLate or ChipFault.BadFrame =>
            "shorten the SPI wires, and see that nothing else uses this chip select",
        _ => "see docs/wiring.md",
    };
}
