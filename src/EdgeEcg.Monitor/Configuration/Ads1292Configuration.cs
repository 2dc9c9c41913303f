namespace EdgeEcg.Monitor.Configuration;

/// <param name="Access">What reaches bus and lines.</param>
/// <param name="SpiDevice">For instance <c>/dev/spidev0.0</c>.</param>
/// <param name="GpioChip">For instance <c>/dev/gpiochip0</c>.</param>
/// <param name="DataReadyLine">Offset of the DRDY line within the chip.</param>
/// <param name="ResetLine">Null: the pin is tied high, and the chip is reset by command.</param>
/// <param name="StartLine">Null: the pin is tied low, and conversions start by command.</param>
/// <param name="SpiClockHz">SCLK for frames.</param>
public sealed record Ads1292Configuration(
    HardwareAccess Access,
    string SpiDevice,
    string GpioChip,
    int DataReadyLine,
    int? ResetLine,
    int? StartLine,
    int SpiClockHz);
