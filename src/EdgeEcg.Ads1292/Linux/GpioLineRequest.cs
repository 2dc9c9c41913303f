using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// struct gpio_v2_line_request of linux/gpio.h, 592 bytes, with the fields that one line with at most one
/// attribute needs; all others must be zero.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = SizeBytes)]
internal struct GpioLineRequest
{
    public const int SizeBytes = 592;

    [FieldOffset(0)]
    public uint FirstOffset;

    [FieldOffset(256)]
    public GpioChipInfo.Text Consumer;

    [FieldOffset(288)]
    public GpioLineFlags Flags;

    [FieldOffset(296)]
    public uint AttributeCount;

    [FieldOffset(320)]
    public GpioLineAttribute FirstAttribute;

    [FieldOffset(560)]
    public uint LineCount;

    [FieldOffset(564)]
    public uint EventBufferSize;

    [FieldOffset(588)]
    public int FileDescriptor;
}
