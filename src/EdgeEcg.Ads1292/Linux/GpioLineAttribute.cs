using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct gpio_v2_line_config_attribute of linux/gpio.h: 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineAttribute
{
    /// <summary>GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES.</summary>
    public const uint OutputValues = 2;

    public uint Id;
    public uint Padding;
    public ulong Values;

    /// <summary>Lines of the request that it applies to, by their place in it.</summary>
    public ulong Mask;
}
