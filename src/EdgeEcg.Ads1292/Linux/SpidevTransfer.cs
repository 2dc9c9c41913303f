using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct spi_ioc_transfer of linux/spi/spidev.h: 32 bytes, the same on all architectures.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SpidevTransfer
{
    public ulong SendBuffer;
    public ulong ReceiveBuffer;
    public uint LengthBytes;
    public uint SpeedHz;
    public ushort DelayMicroseconds;
    public byte BitsPerWord;
    public byte ChangeSelect;
    public byte SendWires;
    public byte ReceiveWires;
    public byte WordDelayMicroseconds;
    public byte Padding;
}
