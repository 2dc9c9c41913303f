namespace EdgeEcg.Ads1292.Linux;

/// <summary>Numbers of the ioctls of linux/gpio.h, version 2 of the interface.</summary>
internal enum GpioRequest : uint
{
    GetChipInfo = 0x8044B401,
    GetLine = 0xC250B407,
    SetValues = 0xC010B40F,
}
