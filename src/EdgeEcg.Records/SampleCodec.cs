using System.Buffers.Binary;

namespace EdgeEcg.Records;

/// <summary>
/// Sample codes to bytes and back, by WFDB signal(5). In every format the most negative code is not an
/// amplitude: it says that there is no sample. In memory a missing sample is <see cref="Missing"/>, whatever
/// the format.
/// <code>
///        byte 0      byte 1              byte 2
/// 212:   aaaaaaaa    bbbb AAAA           bbbbbbbb       A, B: the high bits of samples a, b
///                    (BBBB is the high half of byte 1, AAAA the low half)
/// 16:    llllllll    hhhhhhhh
/// 24:    llllllll    mmmmmmmm            hhhhhhhh
/// 80:    the sample plus 128
/// </code>
/// </summary>
internal static class SampleCodec
{
    /// <summary>
    /// No sample here. Not a code of any format: in format 32, too, this value means "missing".
    /// </summary>
    public const int Missing = int.MinValue;

    public static int Bits(SignalFormat format) => format switch
    {
        SignalFormat.OffsetBinary8 => 8,
        SignalFormat.Packed12 => 12,
        SignalFormat.Bits16 => 16,
        SignalFormat.Bits24 => 24,
        _ => 32,
    };

    public static int MaxCode(SignalFormat format) => (int)((1L << (Bits(format) - 1)) - 1);

    /// <summary>The lowest amplitude; one below it lies the mark of a missing sample.</summary>
    public static int MinCode(SignalFormat format) => -MaxCode(format);

    /// <summary>The mark of a missing sample as the file holds it, and as checksums count it.</summary>
    public static int MissingMark(SignalFormat format) => MinCode(format) - 1;

    /// <summary>Bytes of so many samples; an odd last sample of format 212 takes two.</summary>
    public static long Bytes(SignalFormat format, long samples) => checked((samples * Bits(format)) + 7) / 8;

    /// <summary>Whole samples in so many bytes.</summary>
    public static long Samples(SignalFormat format, long bytes) => format switch
    {
        SignalFormat.Packed12 => (bytes / 3 * 2) + (bytes % 3 == 2 ? 1 : 0),
        _ => bytes / (Bits(format) / 8),
    };

    /// <summary>
    /// Fills <paramref name="codes"/>; the marks of missing samples come out as they stand.
    /// </summary>
    public static void Decode(SignalFormat format, ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        switch (format)
        {
            case SignalFormat.OffsetBinary8: Decode80(bytes, codes); break;
            case SignalFormat.Packed12: Decode212(bytes, codes); break;
            case SignalFormat.Bits16: Decode16(bytes, codes); break;
            case SignalFormat.Bits24: Decode24(bytes, codes); break;
            default: Decode32(bytes, codes); break;
        }
    }

    /// <summary>
    /// Packs <paramref name="codes"/>, which must be in range. An odd count in format 212 ends the file.
    /// </summary>
    public static void Encode(SignalFormat format, ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        switch (format)
        {
            case SignalFormat.OffsetBinary8: Encode80(codes, bytes); break;
            case SignalFormat.Packed12: Encode212(codes, bytes); break;
            case SignalFormat.Bits16: Encode16(codes, bytes); break;
            case SignalFormat.Bits24: Encode24(codes, bytes); break;
            default: Encode32(codes, bytes); break;
        }
    }

    private static void Decode80(ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = bytes[i] - 128;
        }
    }

    private static void Encode80(ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            bytes[i] = (byte)(codes[i] + 128);
        }
    }

    private static void Decode212(ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        int at = 0;
        for (int i = 0; i + 1 < codes.Length; i += 2, at += 3)
        {
            int middle = bytes[at + 1];
            codes[i] = SignExtend12(((middle & 0x0F) << 8) | bytes[at]);
            codes[i + 1] = SignExtend12(((middle & 0xF0) << 4) | bytes[at + 2]);
        }

        if (codes.Length % 2 == 1)
        {
            codes[^1] = SignExtend12(((bytes[at + 1] & 0x0F) << 8) | bytes[at]);
        }
    }

    private static void Encode212(ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        int at = 0;
        for (int i = 0; i < codes.Length; i += 2, at += 3)
        {
            bool pair = i + 1 < codes.Length;
            int second = pair ? codes[i + 1] : 0;
            bytes[at] = (byte)codes[i];
            bytes[at + 1] = (byte)(((codes[i] >> 8) & 0x0F) | ((second >> 4) & 0xF0));
            if (pair)
            {
                bytes[at + 2] = (byte)second;
            }
        }
    }

    private static int SignExtend12(int bits) => (bits << 20) >> 20;

    private static void Decode16(ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]);
        }
    }

    private static void Encode16(ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)codes[i]);
        }
    }

    private static void Decode24(ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            ReadOnlySpan<byte> sample = bytes.Slice(3 * i, 3);
            codes[i] = ((sbyte)sample[2] << 16) | (sample[1] << 8) | sample[0];
        }
    }

    private static void Encode24(ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            Span<byte> sample = bytes.Slice(3 * i, 3);
            sample[0] = (byte)codes[i];
            sample[1] = (byte)(codes[i] >> 8);
            sample[2] = (byte)(codes[i] >> 16);
        }
    }

    private static void Decode32(ReadOnlySpan<byte> bytes, Span<int> codes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        }
    }

    private static void Encode32(ReadOnlySpan<int> codes, Span<byte> bytes)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], codes[i]);
        }
    }
}
