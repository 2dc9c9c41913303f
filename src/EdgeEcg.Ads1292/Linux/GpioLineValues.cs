using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct gpio_v2_line_values of linux/gpio.h: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineValues
{
    public ulong Bits;
    public ulong Mask;
}
