using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// The datasheet's worked figures: size of a code, ends of the scale, test signal in codes.
/// </summary>
public sealed class ScaleTests
{
    [Theory]
    [InlineData(ChannelGain.Times1, 2.42, 288.487, 2420)]
    [InlineData(ChannelGain.Times2, 2.42, 144.243, 1210)]
    [InlineData(ChannelGain.Times3, 2.42, 96.162, 806.7)]
    [InlineData(ChannelGain.Times4, 2.42, 72.122, 605)]
    [InlineData(ChannelGain.Times6, 2.42, 48.081, 403.3)]
    [InlineData(ChannelGain.Times8, 2.42, 36.061, 302.5)]
    [InlineData(ChannelGain.Times12, 2.42, 24.041, 201.7)]
    [InlineData(ChannelGain.Times6, 4.033, 80.129, 672.2)]
    [InlineData(ChannelGain.Times12, 4.033, 40.064, 336.1)]
    public void A_code_is_as_many_nanovolts_as_reference_and_gain_make_it(
        ChannelGain gain, double volts, double nanovolts, double fullScaleMillivolts)
    {
        ChannelScale scale = new(volts, gain);

        Assert.Equal(nanovolts, scale.MicrovoltsPerCode * 1000, 0.001);
        Assert.Equal(fullScaleMillivolts, scale.FullScaleMicrovolts / 1000, 0.05);
        Assert.Equal(scale.FullScaleMicrovolts, scale.Microvolts(ChannelScale.MaximumCode), 0.1);
        Assert.Equal(-scale.FullScaleMicrovolts, scale.Microvolts(-ChannelScale.MaximumCode), 0.1);
    }

    [Theory]
    [InlineData(ChannelGain.Times1, 3495)]
    [InlineData(ChannelGain.Times2, 6991)]
    [InlineData(ChannelGain.Times3, 10486)]
    [InlineData(ChannelGain.Times4, 13981)]
    [InlineData(ChannelGain.Times6, 20972)]
    [InlineData(ChannelGain.Times8, 27962)]
    [InlineData(ChannelGain.Times12, 41943)]
    public void The_test_signal_is_one_2400th_of_the_reference(ChannelGain gain, int code)
    {
        ChannelScale scale = new(2.42, gain);

        Assert.Equal(code, scale.Code(2.42e6 / 2400));
        Assert.Equal(1008.33, scale.Microvolts(code), 0.3);
    }

    [Fact]
    public void Beyond_the_scale_codes_clip()
    {
        ChannelScale scale = new(2.42, ChannelGain.Times6);

        Assert.Equal(ChannelScale.MaximumCode, scale.Code(1e7));
        Assert.Equal(ChannelScale.MinimumCode, scale.Code(-1e7));
    }

    [Theory]
    [InlineData(DataRate.Sps125, 4100, 1024)]
    [InlineData(DataRate.Sps500, 1028, 256)]
    [InlineData(DataRate.Sps8000, 68, 16)]
    public void Settling_follows_from_oversampling(DataRate rate, int settling, int oversampling)
    {
        Assert.Equal(settling, rate.SettlingModulatorClocks);
        Assert.Equal(oversampling, rate.Oversampling);
        Assert.True(DataRates.TryFromHz(rate.Hz, out DataRate back));
        Assert.Equal(rate, back);
        Assert.False(DataRates.TryFromHz(rate.Hz + 1, out _));
    }
}
