namespace EdgeEcg.Ads1292.Linux;

/// <summary>Numbers of the ioctls of linux/spi/spidev.h.</summary>
internal enum SpidevRequest : uint
{
    /// <summary>SPI_IOC_MESSAGE(0); each transfer adds <see cref="MessagePerTransfer"/>.</summary>
    Message = 0x40006B00,

    /// <summary>The size of one transfer, in the size field of the number.</summary>
    MessagePerTransfer = 0x200000,

    ReadMode = 0x80016B01,
    WriteMode = 0x40016B01,
    WriteBitsPerWord = 0x40016B03,
    WriteMaxSpeedHz = 0x40046B04,
}
