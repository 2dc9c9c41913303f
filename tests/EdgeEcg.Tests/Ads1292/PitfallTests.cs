using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// What users of this chip ran into (docs/wiring.md, traps): the symptom goes in, a named diagnosis comes
/// out.
/// </summary>
public sealed class PitfallTests
{
    [Fact]
    public void Frames_instead_of_registers_are_called_still_streaming()
    {
        SimulatedAds1292 chip = Chip(new() { GpioLevels = GpioPins.Both });
        chip.Faults.IgnoredCommand = Ads1292Command.StopReadDataContinuously;

        Ads1292Exception failure = AssertFails(chip.Connection, ChipFault.StillStreaming, "SDATAC");

        Assert.Equal(Ads1292Register.Id, failure.Register);
        Assert.Contains("read 00", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Command_bytes_without_spacing_read_zero_and_the_spacing_is_named()
    {
        SimulatedAds1292 chip = Chip();
        DistortedBus hasty = new(chip) { KeepDelays = false, ClockHz = 8_000_000 };

        AssertFails(chip.Connection with { Bus = hasty }, ChipFault.NoReply, "4 t_CLK");
    }

    [Fact]
    public void A_plain_bus_without_delays_works_when_it_is_slow_enough()
    {
        SimulatedAds1292 chip = Chip();
        DistortedBus slow = new(chip) { KeepDelays = false, ClockHz = ChipTiming.SafeRegisterClockHz };
        Driver driver = new(chip.Connection with { Bus = slow }, new Ads1292Settings());

        driver.BringUp();

        Assert.Equal(Ads1292Variant.Ads1292, driver.Variant);
    }

    [Theory]
    [InlineData(0x00, ChipFault.NoReply, "pinmux")]
    [InlineData(0x00, ChipFault.NoReply, "CLKSEL")]
    [InlineData(0xFF, ChipFault.FloatingReply, "supply")]
    public void A_stuck_MISO_is_told_by_its_level(byte level, ChipFault fault, string cause)
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.StuckReply = level;

        AssertFails(chip.Connection, fault, cause);
    }

    [Fact]
    public void A_chip_held_in_power_down_does_not_reply()
    {
        SimulatedAds1292 chip = Chip();
        chip.ResetPin.TrySet(high: false);

        AssertFails(chip.Connection, ChipFault.NoReply, "PWDN/RESET");
    }

    [Fact]
    public void A_chip_that_is_not_given_time_after_its_reset_does_not_reply()
    {
        SimulatedAds1292 chip = Chip(new() { PoweredForLong = false });
        DistortedBus forgetful = new(chip) { BeforeEachMessage = chip.PowerOn };

        AssertFails(chip.Connection with { Bus = forgetful }, ChipFault.NoReply, "no wait after reset");
    }

    [Theory]
    [InlineData(Ads1292Register.Config1, 0x86, 0x43)]
    [InlineData(Ads1292Register.Config2, 0xE0, 0x70)]
    [InlineData(Ads1292Register.LeadOffSense, 0x0F, 0x07)]
    public void A_register_that_reads_one_bit_late_is_told_from_a_damaged_one(
        Ads1292Register register, byte written, byte read)
    {
        Ads1292Exception failure = Ads1292Exception.Mismatch(register, written, read);

        Assert.Equal(ChipFault.RegisterMismatch, failure.Fault);
        Assert.Contains("one bit late", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_clock_edge_shows_as_values_one_bit_late()
    {
        SimulatedAds1292 chip = Chip(new() { SpiMode = 0 });

        Ads1292Exception failure = AssertFails(chip.Connection, ChipFault.WrongClockEdge, "mode 1");

        Assert.Equal((byte)0x29, failure.Read);
    }

    [Fact]
    public void An_identity_that_changes_means_too_little_wait()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.RandomIdentity = true;

        AssertFails(chip.Connection, ChipFault.UnstableIdentity, "too little wait");
    }

    [Theory]
    [InlineData(0x51, "ADS1191 or ADS1192")]
    [InlineData(0x92, "another chip")]
    public void Another_chip_is_refused(byte identity, string cause)
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.Identity = identity;

        Ads1292Exception failure = AssertFails(chip.Connection, ChipFault.WrongIdentity, cause);

        Assert.Equal(identity, failure.Read);
    }

    [Fact]
    public void A_stuck_register_bit_is_named_with_what_was_written_and_read()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.StuckRegisterBit = new StuckBit(Ads1292Register.RightLegDrive, 5, Value: false);

        Ads1292Exception failure = AssertFails(chip.Connection, ChipFault.RegisterMismatch, "bit 5");

        Assert.Equal(Ads1292Register.RightLegDrive, failure.Register);
        Assert.Equal((byte)0x2F, failure.Written);
        Assert.Equal((byte)0x0F, failure.Read);
    }

    [Fact]
    public void A_bad_power_up_with_all_zero_data_is_cured_by_another()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.DeafResets = 1;
        Driver driver = new(chip.Connection, new Ads1292Settings());
        driver.BringUp();
        long messagesOfOneBringUp = chip.Messages;

        using Ads1292Stream stream = driver.StartStreaming();

        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        Assert.True(chip.Messages > 2 * messagesOfOneBringUp, "it was brought up twice");
    }

    [Fact]
    public void All_zero_data_that_stay_are_named()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.DeafResets = 100;

        AssertFails(chip.Connection, ChipFault.AllZeroData, "power-up");
    }

    [Fact]
    public void A_frame_that_comes_one_byte_late_is_named()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.OneByteLate = true;

        AssertFails(chip.Connection, ChipFault.FrameOneByteLate, "extra byte");
    }

    [Fact]
    public void A_silent_DRDY_line_is_named()
    {
        SimulatedAds1292 chip = Chip();
        chip.Faults.DataReadyFrozenFromSample = 0;

        AssertFails(chip.Connection, ChipFault.NoDataReady, "GPIO line");
    }

    [Fact]
    public void A_START_pin_tied_high_is_named()
    {
        SimulatedAds1292 chip = Chip(new() { StartPinLow = false });

        AssertFails(chip.Connection, ChipFault.StartPinHigh, "tie it low");
    }

    [Fact]
    public void Lead_off_flags_change_because_comparators_and_electrodes_are_switched_on()
    {
        PatternElectrodes electrodes = new() { LeadsOff = Electrodes.In2N, OffDuring = 10..20 };
        SimulatedAds1292 chip = new(electrodes);
        using Ads1292Stream stream = Start(chip.Connection, new Ads1292Settings());

        for (int i = 0; i < 30; i++)
        {
            stream.Read(out Ads1292Frame frame);
            bool off = i is >= 10 and < 20;
            Assert.Equal(off ? Electrodes.In2N : Electrodes.None, frame.LeadsOff);
            Assert.Equal(off, frame.Channel2Saturated);
            Assert.False(frame.Channel1Saturated);
        }
    }

    [Theory]
    [InlineData(DataRate.Sps125)]
    [InlineData(DataRate.Sps1000)]
    [InlineData(DataRate.Sps8000)]
    public void The_rate_that_is_set_is_the_rate_that_comes(DataRate rate)
    {
        SimulatedAds1292 chip = Chip();
        using Ads1292Stream stream = Start(chip.Connection, new Ads1292Settings { Rate = rate });

        for (int i = 0; i < 500; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        }

        Assert.Equal(rate.Hz, stream.TrueRateHz, rate.Hz * 1e-5);
    }

    [Fact]
    public void While_a_frame_is_read_the_chip_is_sent_zeros()
    {
        SimulatedAds1292 chip = Chip();
        DistortedBus bus = new(chip);
        using Ads1292Stream stream = Start(chip.Connection with { Bus = bus }, new Ads1292Settings());

        stream.Read(out _);
        stream.Read(out _);

        Assert.Equal([0], bus.SentWhileReading);
    }

    [Theory]
    [InlineData(0x00, 6)]
    [InlineData(0x40, 4)]
    [InlineData(0x60, 12)]
    public void The_gain_of_a_channel_byte_is_the_datasheets_and_not_the_one_of_well_known_comments(
        byte value, int factor) => Assert.Equal(factor, ChannelRegister.FromByte(value).Gain.Factor);

    [Theory]
    [InlineData(Ads1292Variant.Ads1292, 0b0000_0111)]
    [InlineData(Ads1292Variant.Ads1292R, 0b0000_0011)]
    public void Reserved_bits_are_written_as_the_datasheet_wants_them(
        Ads1292Variant variant, byte respiration2)
    {
        SimulatedAds1292 chip = Chip(new() { Variant = variant });
        Driver driver = new(chip.Connection, new Ads1292Settings());

        driver.BringUp();

        Assert.Equal(0b1000_0000, driver.ReadRegister(Ads1292Register.Config2) & 0b1000_0100);
        Assert.Equal(0b0001_0000, driver.ReadRegister(Ads1292Register.LeadOff) & 0b0001_0010);
        Assert.Equal(0b0000_0010, driver.ReadRegister(Ads1292Register.Respiration1));
        Assert.Equal(respiration2, driver.ReadRegister(Ads1292Register.Respiration2));
    }

    [Fact]
    public void Respiration_on_a_chip_without_it_is_refused_at_once()
    {
        SimulatedAds1292 chip = Chip();
        Driver driver = new(chip.Connection, Ads1292Settings.WithRespiration);

        Ads1292Exception failure = Assert.Throws<Ads1292Exception>(driver.BringUp);

        Assert.Equal(ChipFault.Unsupported, failure.Fault);
    }

    private static SimulatedAds1292 Chip(SimulatedChipOptions? options = null) =>
        new(new PatternElectrodes(), options);

    private static Ads1292Stream Start(Ads1292Connection connection, Ads1292Settings settings)
    {
        Driver driver = new(connection, settings);
        driver.BringUp();
        return driver.StartStreaming();
    }

    private static Ads1292Exception AssertFails(Ads1292Connection connection, ChipFault fault, string cause)
    {
        Ads1292Exception failure = Assert.Throws<Ads1292Exception>(
            () => Start(connection, new Ads1292Settings()).Dispose());
        Assert.Equal(fault, failure.Fault);
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        return failure;
    }
}
