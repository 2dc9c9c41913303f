using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class StreamingTests
{
    [Theory]
    [InlineData(ReadMode.OnRequest)]
    [InlineData(ReadMode.Continuous)]
    public void Electrode_microvolts_arrive_in_order_and_none_is_missing(ReadMode mode)
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(chip.Connection, new Ads1292Settings { ReadMode = mode });
        driver.BringUp();

        using Ads1292Stream stream = driver.StartStreaming();
        for (long i = 0; i < 5000; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
            Assert.Equal(i, frame.SampleIndex);
            Assert.Equal(PatternElectrodes.Channel1Microvolts(i),
                stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.05);
            Assert.Equal(PatternElectrodes.Channel2Microvolts,
                stream.Channel2Scale.Microvolts(frame.Channel2Code), 0.05);
        }

        Assert.Equal(5000, stream.Counters[FrameOutcome.Ok]);
        Assert.Equal(0, stream.Counters.LostSamples);
    }

    [Fact]
    public void The_end_of_the_signal_is_silence()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes { LengthSamples = 100 });
        Driver driver = new(chip.Connection, new Ads1292Settings());
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();

        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        }

        Assert.Equal(FrameOutcome.NotReady, stream.Read(out _));
        Assert.True(chip.SignalEnded);
    }

    [Fact]
    public void While_a_stream_lives_the_configuration_is_out_of_reach()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(chip.ConnectionWithPins, new Ads1292Settings());
        driver.BringUp();

        using (driver.StartStreaming())
        {
            Assert.Throws<InvalidOperationException>(() => driver.ReadRegister(Ads1292Register.Id));
            Assert.Throws<InvalidOperationException>(() => driver.Configure(driver.Settings));
            Assert.Throws<InvalidOperationException>(() => driver.StartStreaming());
        }

        Assert.Equal((byte)Ads1292Variant.Ads1292, driver.ReadRegister(Ads1292Register.Id));
    }
}
