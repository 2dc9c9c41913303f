using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct gpio_v2_line_event of linux/gpio.h: 48 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal struct GpioLineEvent
{
    public const int SizeBytes = 48;

    /// <summary>CLOCK_MONOTONIC, taken in the interrupt handler.</summary>
    [FieldOffset(0)]
    public ulong TimestampNs;

    [FieldOffset(8)]
    public uint Id;

    [FieldOffset(12)]
    public uint Offset;

    [FieldOffset(16)]
    public uint SequenceNumber;

    [FieldOffset(20)]
    public uint LineSequenceNumber;
}
