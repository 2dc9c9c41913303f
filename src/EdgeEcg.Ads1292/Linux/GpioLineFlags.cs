namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// enum gpio_v2_line_flag of linux/gpio.h. ACTIVE_LOW stays clear: it would turn falling into rising.
/// </summary>
[Flags]
internal enum GpioLineFlags : ulong
{
    None = 0x00,
    Input = 0x04,
    Output = 0x08,
    EdgeFalling = 0x20,
}
