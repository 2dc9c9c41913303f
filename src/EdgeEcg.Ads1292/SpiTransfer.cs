namespace EdgeEcg.Ads1292;

/// <summary>A piece of a message.</summary>
/// <param name="LengthBytes">Bytes in it.</param>
/// <param name="ClockHz">SCLK.</param>
/// <param name="DelayMicroseconds">
/// Pause after its last bit, before the next piece or before chip select rises.
/// </param>
public readonly record struct SpiTransfer(int LengthBytes, int ClockHz, int DelayMicroseconds);
