using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// Bytes of the datasheet's tables and of its flow chart, and what must hold for every value of every
/// register.
/// </summary>
public sealed class RegisterTests
{
    [Theory]
    [InlineData(DataRate.Sps125, 0x00)]
    [InlineData(DataRate.Sps500, 0x02)]
    [InlineData(DataRate.Sps8000, 0x06)]
    public void The_rate_lives_in_CONFIG1(DataRate rate, byte value)
    {
        Assert.Equal(value, new Config1Register(rate).ToByte());
        Assert.Equal(rate, Config1Register.FromByte(value).Rate);
    }

    [Theory]
    [InlineData(ReferenceVoltage.Internal2V42, false, TestSignal.Off, 0xA0)]
    [InlineData(ReferenceVoltage.Internal4V033, false, TestSignal.Off, 0xB0)]
    [InlineData(ReferenceVoltage.Internal2V42, true, TestSignal.Off, 0xE0)]
    [InlineData(ReferenceVoltage.Internal2V42, false, TestSignal.Square, 0xA3)]
    public void CONFIG2_has_the_bytes_of_the_flow_chart(
        ReferenceVoltage reference, bool comparators, TestSignal test, byte value)
    {
        Assert.Equal(value, new Config2Register(reference, comparators, test).ToByte());
    }

    [Theory]
    [InlineData(ChannelGain.Times6, 0x00)]
    [InlineData(ChannelGain.Times4, 0x40)]
    [InlineData(ChannelGain.Times12, 0x60)]
    public void A_gain_is_the_number_that_it_says(ChannelGain gain, byte value)
    {
        Assert.Equal(value, new ChannelRegister(gain, ChannelInput.Electrodes).ToByte());
        Assert.Equal(gain.ToString(), $"Times{gain.Factor}");
    }

    [Fact]
    public void Respiration_at_112_degrees_is_the_byte_of_the_noise_specification()
    {
        Assert.Equal(
            0xEA, new Respiration1Register(true, true, RespirationSettings.Datasheet.PhaseCode).ToByte());
        Assert.Equal(0x03, new Respiration2Register(false, RespirationFrequency.Kilohertz32, true).ToByte());
        Assert.Equal(0x07, new Respiration2Register(false, RespirationFrequency.Kilohertz64, true).ToByte());
    }

    [Fact]
    public void Two_lead_defaults_are_the_bytes_of_the_reference_table()
    {
        Assert.Equal("02E01000002F0F0002070C", Image(new Ads1292Settings(), Ads1292Variant.Ads1292));
    }

    [Fact]
    public void Respiration_settings_are_the_bytes_of_the_reference_table()
    {
        Assert.Equal(
            "02E01040002C0C00EA030C", Image(Ads1292Settings.WithRespiration, Ads1292Variant.Ads1292R));
    }

    [Fact]
    public void The_second_channel_of_an_ADS1291_is_shorted_and_off()
    {
        byte value = RegisterImage.ValueOf(
            Ads1292Register.Channel2, new Ads1292Settings(), Ads1292Variant.Ads1291);

        Assert.Equal(0x81, value);
    }

    [Theory]
    [InlineData(0x50, true, false)]
    [InlineData(0x52, true, true)]
    [InlineData(0x53, true, true)]
    [InlineData(0x73, true, true)]
    [InlineData(0x00, false, false)]
    [InlineData(0xFF, false, false)]
    [InlineData(0x92, true, false)]
    public void The_identity_tells_the_family_and_its_members(byte value, bool family, bool supported)
    {
        Assert.Equal(family, IdRegister.FromByte(value).IsOfFamily);
        Assert.Equal(supported, IdRegister.FromByte(value).IsSupported);
    }

    /// <summary>Masks: what must be kept, and what must be one, whatever was asked for.</summary>
    [Fact]
    public void Reserved_bits_are_right_for_every_byte_and_the_others_survive()
    {
        for (int i = 0; i <= byte.MaxValue; i++)
        {
            byte value = (byte)i;
            Assert.Equal(value & 0x87, Config1Register.FromByte(value).ToByte());
            Assert.Equal((value & 0xFB) | 0x80, Config2Register.FromByte(value).ToByte());
            Assert.Equal((value & 0xFD) | 0x10, LeadOffRegister.FromByte(value).ToByte());
            Assert.Equal(value, ChannelRegister.FromByte(value).ToByte());
            Assert.Equal(value, RightLegDriveRegister.FromByte(value).ToByte());
            Assert.Equal(value & 0x3F, LeadOffSenseRegister.FromByte(value).ToByte());
            Assert.Equal(value & 0x5F, LeadOffStatusRegister.FromByte(value).ToByte());
            Assert.Equal(value | 0x02, Respiration1Register.FromByte(value).ToByte());
            Assert.Equal((value & 0x87) | 0x01, Respiration2Register.FromByte(value).ToByte());
            Assert.Equal(value & 0x0F, GpioRegister.FromByte(value).ToByte());
            Assert.Equal(value, IdRegister.FromByte(value).ToByte());
        }
    }

    private static string Image(Ads1292Settings settings, Ads1292Variant variant)
    {
        byte[] bytes = new byte[(int)Ads1292Register.Gpio];
        foreach (Ads1292Register register in RegisterImage.WriteOrder)
        {
            bytes[(int)register - 1] = RegisterImage.ValueOf(register, settings, variant);
        }

        return Convert.ToHexString(bytes);
    }
}
