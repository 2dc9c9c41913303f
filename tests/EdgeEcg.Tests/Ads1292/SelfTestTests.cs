using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class SelfTestTests
{
    [Theory]
    [InlineData(DataRate.Sps125, ChannelGain.Times12, ReferenceVoltage.Internal2V42)]
    [InlineData(DataRate.Sps500, ChannelGain.Times6, ReferenceVoltage.Internal2V42)]
    [InlineData(DataRate.Sps1000, ChannelGain.Times1, ReferenceVoltage.Internal4V033)]
    [InlineData(DataRate.Sps8000, ChannelGain.Times6, ReferenceVoltage.Internal2V42)]
    public void A_healthy_chip_passes_at_every_rate_and_gain(
        DataRate rate, ChannelGain gain, ReferenceVoltage reference)
    {
        Ads1292Settings settings = new()
        {
            Rate = rate, Reference = reference, Channel1 = new(gain), Channel2 = new(gain),
        };
        Driver driver = Up(
            new() { NoiseSeed = 7, OffsetMicrovolts = 40, ClockErrorPartsPerMillion = 4000 }, settings);

        IReadOnlyList<SelfTestResult> results = Ads1292SelfTest.Run(driver);

        Assert.All(results, result => Assert.True(result.Verdict == SelfTestVerdict.Ok, result.ToString()));
        Assert.Equal(12, results.Count);
        Assert.Equal(settings, driver.Settings);
        double typical = NoiseFigures.MicrovoltsRms(gain, rate, reference);
        Assert.Equal(typical, Named(results, "channel 1 noise, inputs shorted").Measured, typical * 0.15);
        Assert.Equal(
            settings.ReferenceVolts * 1e6 / 2400, Named(results, "channel 2 test signal").Measured, 10.0);
        Assert.Equal(1, Named(results, "test signal period").Measured, 0.01);
        Assert.Equal(25, Named(results, "chip temperature").Measured, 0.5);
        Assert.Equal(3.3, Named(results, "analog supply").Measured, 0.01);
        Assert.Equal(3.3, Named(results, "digital supply").Measured, 0.01);
    }

    [Fact]
    public void A_chip_without_noise_is_no_converter()
    {
        AssertNot(new(), "channel 1 noise, inputs shorted", SelfTestVerdict.Failed);
    }

    [Fact]
    public void A_supply_out_of_range_is_named_with_a_remedy()
    {
        SelfTestResult result = AssertNot(
            new() { NoiseSeed = 7, AnalogSupplyVolts = 2.4 }, "analog supply", SelfTestVerdict.Failed);

        Assert.Contains("AVDD", result.Remedy, StringComparison.Ordinal);
        Assert.Equal(2.4, result.Measured, 0.01);
    }

    [Fact]
    public void A_hot_chip_is_a_warning() =>
        AssertNot(
            new() { NoiseSeed = 7, TemperatureCelsius = 75 }, "chip temperature", SelfTestVerdict.Warning);

    [Fact]
    public void A_clock_out_of_tolerance_fails() => AssertNot(
        new() { NoiseSeed = 7, ClockErrorPartsPerMillion = 18_000 }, "sample rate", SelfTestVerdict.Failed);

    [Fact]
    public void Loose_electrodes_are_a_warning_that_names_them()
    {
        PatternElectrodes loose = new() { LeadsOff = Electrodes.In1N, OffDuring = 0..int.MaxValue };
        Driver driver = Up(new() { NoiseSeed = 7 }, new Ads1292Settings(), loose);

        SelfTestResult result = Named(Ads1292SelfTest.Run(driver), "electrodes off");

        Assert.Equal(SelfTestVerdict.Warning, result.Verdict);
        Assert.Contains("In1N", result.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ADS1291_is_tested_on_its_one_channel()
    {
        Driver driver = Up(new() { NoiseSeed = 7, Variant = Ads1292Variant.Ads1291 }, new Ads1292Settings());

        IReadOnlyList<SelfTestResult> results = Ads1292SelfTest.Run(driver);

        Assert.All(results, result => Assert.Equal(SelfTestVerdict.Ok, result.Verdict));
        Assert.DoesNotContain(results, result => result.Name.Contains("channel 2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_chip_that_falls_silent_during_the_test_keeps_its_own_settings_for_the_next_bring_up()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { NoiseSeed = 7 });
        Ads1292Settings settings = new() { Rate = DataRate.Sps1000 };
        Driver driver = new(chip.Connection, settings);
        driver.BringUp();
        chip.Faults.DataReadyFrozenFromSample = 3000;

        Assert.Throws<Ads1292Exception>(() => Ads1292SelfTest.Run(driver));

        Assert.Equal(settings, driver.Settings);
        chip.Faults.DataReadyFrozenFromSample = null;
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
    }

    private static SelfTestResult AssertNot(
        SimulatedChipOptions options, string name, SelfTestVerdict verdict)
    {
        IReadOnlyList<SelfTestResult> results = Ads1292SelfTest.Run(Up(options, new Ads1292Settings()));
        SelfTestResult result = Named(results, name);
        Assert.Equal(verdict, result.Verdict);
        Assert.NotEmpty(result.Remedy);
        return result;
    }

    private static SelfTestResult Named(IReadOnlyList<SelfTestResult> results, string name) =>
        Assert.Single(results, result => result.Name == name);

    private static Driver Up(
        SimulatedChipOptions options, Ads1292Settings settings, PatternElectrodes? electrodes = null)
    {
        SimulatedAds1292 chip = new(electrodes ?? new PatternElectrodes(), options);
        Driver driver = new(chip.Connection, settings);
        driver.BringUp();
        return driver;
    }
}
