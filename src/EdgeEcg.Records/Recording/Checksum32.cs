using System.Numerics;

namespace EdgeEcg.Records.Recording;

/// <summary>CRC-32C (Castagnoli), as storage devices use it; one instruction per eight bytes.</summary>
public static class Checksum32
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        int at = 0;
        for (; at + sizeof(ulong) <= bytes.Length; at += sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BitConverter.ToUInt64(bytes[at..]));
        }

        for (; at < bytes.Length; at++)
        {
            crc = BitOperations.Crc32C(crc, bytes[at]);
        }

        return ~crc;
    }
}
