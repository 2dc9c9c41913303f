using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// Dots as a PNG file (ISO/IEC 15948): 8 bits each of red, green and blue, with its true size.
/// </summary>
internal static class PngFile
{
    private const byte Rgb = 2;
    private const byte PerMetre = 1;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <param name="rgb">Row by row, three bytes a dot.</param>
    /// <param name="width">In dots.</param>
    /// <param name="height">In dots.</param>
    /// <param name="dotsPerMm">The size at which it prints.</param>
    public static byte[] Write(ReadOnlySpan<byte> rgb, int width, int height, double dotsPerMm)
    {
        using MemoryStream file = new();
        file.Write(Signature);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        (head[8], head[9]) = (8, Rgb);
        WriteChunk(file, "IHDR"u8, head);
        Span<byte> size = stackalloc byte[9];
        BinaryPrimitives.WriteInt32BigEndian(size, (int)Math.Round(dotsPerMm * 1000));
        BinaryPrimitives.WriteInt32BigEndian(size[4..], (int)Math.Round(dotsPerMm * 1000));
        size[8] = PerMetre;
        WriteChunk(file, "pHYs"u8, size);
        WriteChunk(file, "IDAT"u8, Compress(rgb, 3 * width));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each row begins with its filter: none, which suits flat colours.
    private static byte[] Compress(ReadOnlySpan<byte> rgb, int rowBytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Optimal))
        {
            for (int at = 0; at < rgb.Length; at += rowBytes)
            {
                zip.WriteByte(0);
                zip.Write(rgb.Slice(at, rowBytes));
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = CrcTable[(crc ^ value) & byte.MaxValue] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        const uint Polynomial = 0xEDB88320;
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
            }

            table[i] = value;
        }

        return table;
    }
}
