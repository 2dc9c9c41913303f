using EdgeEcg.Records;

namespace EdgeEcg.Tests.Records;

/// <summary>Bytes worked out by hand from WFDB signal(5), one arithmetic per format.</summary>
public sealed class SampleCodecTests
{
    public static TheoryData<SignalFormat, int[], byte[]> Goldens => new()
    {
        // 1 = 0x0001, -2 = 0xFFFE, 32767 = 0x7FFF, the mark of a missing sample -32768 = 0x8000; low byte
        // first.
        { SignalFormat.Bits16, [1, -2, 32767, -32768], [0x01, 0x00, 0xFE, 0xFF, 0xFF, 0x7F, 0x00, 0x80] },

        // 0x012345 low byte first; -2 = 0xFFFFFE; -8388608 = 0x800000.
        { SignalFormat.Bits24, [0x012345, -2, -8388608], [0x45, 0x23, 0x01, 0xFE, 0xFF, 0xFF, 0, 0, 0x80] },

        // 0x01234567 low byte first; -2 = 0xFFFFFFFE.
        { SignalFormat.Bits32, [0x01234567, -2], [0x67, 0x45, 0x23, 0x01, 0xFE, 0xFF, 0xFF, 0xFF] },

        // Plus 128: 0 -> 128, -127 -> 1, 127 -> 255, the mark -128 -> 0.
        { SignalFormat.OffsetBinary8, [0, -127, 127, -128], [128, 1, 255, 0] },

        // 995 = 0x3E3, 1011 = 0x3F3: low byte E3; low half of the middle 3, its high half 3; last F3.
        // -1 = 0xFFF, -2048 = 0x800: FF; F and 8; 00.
        { SignalFormat.Packed12, [995, 1011, -1, -2048], [0xE3, 0x33, 0xF3, 0xFF, 0x8F, 0x00] },

        // An odd last sample takes two bytes, high half of the second empty: 2047 = 0x7FF.
        { SignalFormat.Packed12, [995, 1011, 2047], [0xE3, 0x33, 0xF3, 0xFF, 0x07] },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Codes_and_bytes_agree_both_ways(SignalFormat format, int[] codes, byte[] bytes)
    {
        int[] decoded = new int[codes.Length];
        byte[] encoded = new byte[SampleCodec.Bytes(format, codes.Length)];

        SampleCodec.Decode(format, bytes, decoded);
        SampleCodec.Encode(format, codes, encoded);

        Assert.Equal(codes, decoded);
        Assert.Equal(bytes, encoded);
        Assert.Equal(codes.Length, SampleCodec.Samples(format, bytes.Length));
    }

    [Fact]
    public void Every_pair_of_twelve_bit_codes_near_the_edges_survives()
    {
        int[] edges = [-2048, -2047, -1025, -257, -256, -17, -16, -1, 0, 1, 15, 16, 255, 256, 1024, 2047];
        byte[] bytes = new byte[3];
        int[] decoded = new int[2];

        foreach (int first in edges)
        {
            foreach (int second in edges)
            {
                SampleCodec.Encode(SignalFormat.Packed12, [first, second], bytes);
                SampleCodec.Decode(SignalFormat.Packed12, bytes, decoded);

                Assert.Equal([first, second], decoded);
            }
        }
    }
}
