using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class FrameTests
{
    [Theory]
    [InlineData(0x00, 0x00, 0x00, 0)]
    [InlineData(0x7F, 0xFF, 0xFF, 8_388_607)]
    [InlineData(0x80, 0x00, 0x00, -8_388_608)]
    [InlineData(0xFF, 0xFF, 0xFF, -1)]
    public void Twenty_four_bits_become_a_signed_code(byte high, byte middle, byte low, int code)
    {
        Assert.Equal(code, Ads1292Frame.SignExtend(high, middle, low));
    }

    [Fact]
    public void A_frame_is_decoded_field_by_field()
    {
        byte[] bytes = [0xC5, 0xC0, 0x00, 0x00, 0x51, 0xEC, 0xFF, 0xAE, 0x14];

        bool parsed = Ads1292Frame.TryParse(bytes, out Ads1292Frame frame);

        Assert.True(parsed);
        Assert.Equal(20972, frame.Channel1Code);
        Assert.Equal(-20972, frame.Channel2Code);
        Assert.Equal(Electrodes.In1P | Electrodes.In1N | Electrodes.In2N, frame.LeadsOff);
        Assert.Equal(GpioPins.Gpio2, frame.Gpio);
        Assert.False(frame.Channel1Saturated);
    }

    [Theory]
    [InlineData(ChannelScale.MaximumCode)]
    [InlineData(ChannelScale.MinimumCode)]
    public void The_ends_of_the_scale_mean_saturated(int code)
    {
        Ads1292Frame frame = new(code, 0, Electrodes.None, GpioPins.None);

        Assert.True(frame.Channel1Saturated);
        Assert.False(frame.Channel2Saturated);
    }

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        Random random = new(20120913);
        byte[] bytes = new byte[Ads1292Frame.LengthBytes];
        for (int i = 0; i < 10_000; i++)
        {
            Ads1292Frame frame = new(
                random.Next(ChannelScale.MinimumCode, ChannelScale.MaximumCode + 1),
                random.Next(ChannelScale.MinimumCode, ChannelScale.MaximumCode + 1),
                (Electrodes)random.Next(32),
                (GpioPins)random.Next(4));

            frame.Write(bytes);

            Assert.True(Ads1292Frame.TryParse(bytes, out Ads1292Frame back));
            Assert.Equal(frame, back);
        }
    }

    [Fact]
    public void Only_the_marker_and_the_full_length_make_a_frame()
    {
        for (int first = 0; first <= byte.MaxValue; first++)
        {
            byte[] bytes = [(byte)first, 0, 0, 1, 2, 3, 4, 5, 6];

            Assert.Equal(first >> 4 == 0b1100, Ads1292Frame.TryParse(bytes, out _));
            Assert.False(Ads1292Frame.TryParse(bytes.AsSpan(1), out _));
        }
    }

    [Theory]
    [InlineData("C00000000001000002", FrameDefect.None)]
    [InlineData("000000000000000000", FrameDefect.AllZero)]
    [InlineData("FFFFFFFFFFFFFFFFFF", FrameDefect.AllOnes)]
    [InlineData("FFC000000000010000", FrameDefect.OneByteLate)]
    [InlineData("600000000000800001", FrameDefect.OneBitLate)]
    [InlineData("123456789ABCDEF012", FrameDefect.WrongMarker)]
    [InlineData("C000", FrameDefect.WrongLength)]
    public void What_is_no_frame_says_why(string hex, FrameDefect defect)
    {
        Assert.Equal(defect, Ads1292Frame.Diagnose(System.Convert.FromHexString(hex)));
    }
}
