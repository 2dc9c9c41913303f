using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class BringUpTests
{
    [Theory]
    [InlineData(Ads1292Variant.Ads1291)]
    [InlineData(Ads1292Variant.Ads1292)]
    [InlineData(Ads1292Variant.Ads1292R)]
    public void Each_variant_comes_up_and_says_what_it_is(Ads1292Variant variant)
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { Variant = variant });
        Driver driver = new(chip.Connection, new Ads1292Settings());

        driver.BringUp();

        Assert.Equal(variant, driver.Variant);
    }

    [Fact]
    public void A_chip_fresh_from_power_on_is_waited_for()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { PoweredForLong = false });
        Driver driver = new(chip.ConnectionWithPins, new Ads1292Settings());

        driver.BringUp();

        Assert.True(chip.Clock.NowNs > ChipTiming.PowerUp.Ticks * TimeSpan.NanosecondsPerTick);
        Assert.Equal(1, driver.ReadRegister(Ads1292Register.Config2) >> 7);
    }

    [Fact]
    public void Without_a_reset_pin_a_chip_fresh_from_power_on_needs_another_attempt()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { PoweredForLong = false });
        Driver driver = new(chip.Connection, new Ads1292Settings());

        driver.BringUp();

        Assert.Equal(Ads1292Variant.Ads1292, driver.Variant);
    }

    [Fact]
    public void Settings_can_be_changed_between_streams()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(chip.Connection, new Ads1292Settings());
        driver.BringUp();
        driver.StartStreaming().Dispose();

        driver.Configure(
            new Ads1292Settings { Rate = DataRate.Sps1000, Channel1 = new(ChannelGain.Times12) });
        using Ads1292Stream stream = driver.StartStreaming();
        stream.Read(out _);
        stream.Read(out Ads1292Frame frame);

        Assert.Equal(24.041, stream.Channel1Scale.MicrovoltsPerCode * 1000, 0.001);
        Assert.Equal(2, stream.Channel1Scale.Microvolts(frame.Channel1Code), 1.1);
    }

    [Fact]
    public void A_chip_that_was_never_brought_up_is_a_bug_of_the_caller()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(chip.Connection, new Ads1292Settings());

        Assert.Throws<InvalidOperationException>(() => driver.StartStreaming());
        Assert.Throws<InvalidOperationException>(() => driver.Configure(new Ads1292Settings()));
    }

    [Fact]
    public void A_line_that_cannot_be_driven_is_named()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(chip.Connection with { Reset = new DeadLine() }, new Ads1292Settings());

        Ads1292Exception failure = Assert.Throws<Ads1292Exception>(driver.BringUp);

        Assert.Equal(ChipFault.LineFault, failure.Fault);
        Assert.Contains("PWDN/RESET", failure.Message, StringComparison.Ordinal);
    }

    private sealed class DeadLine : IOutputLine
    {
        public bool TrySet(bool high) => false;
    }
}
