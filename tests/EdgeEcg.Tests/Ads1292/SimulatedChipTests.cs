using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>The simulated chip against the datasheet, by bytes on the bus and without the driver.</summary>
public sealed class SimulatedChipTests
{
    private const int ClockHz = 1_000_000;

    private readonly SimulatedAds1292 _chip = new(new PatternElectrodes());

    [Fact]
    public void Registers_wake_with_their_reset_values()
    {
        Send([0x11]);

        byte[] values = Send([0x20, 0x0B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])[2..];

        Assert.Equal("530280100000000000", Convert.ToHexString(values)[..18]);
        Assert.Equal(0x0C, values[11]);
    }

    [Fact]
    public void Registers_cannot_be_read_while_frames_come_continuously()
    {
        Assert.Equal([0xC0, 0x00, 0x00], Send([0x20, 0x00, 0x00]));

        Send([0x11]);

        Assert.Equal([0x00, 0x00, 0x53], Send([0x20, 0x00, 0x00]));
    }

    [Theory]
    [InlineData(1_000_000, 0, 0x53)]
    [InlineData(1_040_000, 0, 0x00)]
    [InlineData(8_000_000, 0, 0x00)]
    [InlineData(8_000_000, 8, 0x53)]
    public void Command_bytes_need_four_clocks_each(int clockHz, int delayMicroseconds, byte identity)
    {
        Send([0x11]);

        byte[] reply = SendBytewise([0x20, 0x00, 0x00], clockHz, delayMicroseconds);

        Assert.Equal(identity, reply[2]);
    }

    [Fact]
    public void Chip_select_must_be_held_after_a_command()
    {
        Send([0x11], holdMicroseconds: 0);
        Assert.Equal(0xC0, Send([0x20, 0x00, 0x00])[0]);

        Send([0x11], holdMicroseconds: 6);
        Assert.Equal(0x00, Send([0x20, 0x00, 0x00])[0]);
    }

    [Fact]
    public void After_a_reset_nothing_is_heard_for_nine_modulator_clocks()
    {
        Send([0x11]);
        Send([0x06]);
        Assert.Equal([0, 0, 0], Send([0x20, 0x00, 0x00]));

        _chip.Clock.AdvanceTo(_chip.Clock.NowNs + 71_000);

        Assert.Equal(0xC0, Send([0x20, 0x00, 0x00])[0]);
    }

    [Theory]
    [InlineData(0x00, 32.03)]
    [InlineData(0x02, 8.03)]
    [InlineData(0x06, 0.53)]
    public void DRDY_is_silent_until_START_and_falls_when_the_filter_has_settled(
        byte config1, double settlingMs)
    {
        Send([0x11]);
        SendBytewise([0x41, 0x00, config1], ClockHz, 8);
        Assert.Equal(EdgeOutcome.None, _chip.Wait(TimeSpan.FromSeconds(1), out _));

        long before = _chip.Clock.NowNs;
        Send([0x08]);
        _chip.Wait(TimeSpan.FromSeconds(1), out DataReadyEdge first);
        _chip.Wait(TimeSpan.FromSeconds(1), out DataReadyEdge second);

        Assert.Equal(settlingMs, (first.TimestampNs - before) / 1e6, 0.03);
        Assert.Equal(8e6 / (1 << config1), second.TimestampNs - first.TimestampNs, 2.0);
        Assert.Equal([1u, 2u], [first.SequenceNumber, second.SequenceNumber]);
    }

    [Fact]
    public void Writing_CONFIG1_restarts_the_filter()
    {
        Send([0x11]);
        Send([0x08]);
        _chip.Wait(TimeSpan.FromSeconds(1), out _);

        SendBytewise([0x41, 0x00, 0x02], ClockHz, 8);
        long written = _chip.Clock.NowNs;
        _chip.Wait(TimeSpan.FromSeconds(1), out DataReadyEdge edge);

        Assert.Equal(8.03, (edge.TimestampNs - written) / 1e6, 0.03);
    }

    [Fact]
    public void A_continuous_read_that_meets_the_update_mixes_two_samples_and_a_requested_one_does_not()
    {
        SimulatedAds1292 chip = new(new Alternating());
        Prepare(chip);
        chip.Wait(TimeSpan.FromSeconds(1), out DataReadyEdge edge);
        chip.Clock.AdvanceTo(edge.TimestampNs + 2_000_000 - 60_000);
        byte[] requested = Send(chip, [0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0], clockHz: 500_000)[1..];
        Send(chip, [0x10]);
        chip.Clock.AdvanceTo(edge.TimestampNs + 4_000_000 - 90_000);
        byte[] mixed = Send(chip, new byte[9], clockHz: 500_000);

        Assert.True(Ads1292Frame.TryParse(requested, out Ads1292Frame whole));
        Assert.Equal(whole.Channel1Code, -whole.Channel2Code);
        Assert.True(Ads1292Frame.TryParse(mixed, out Ads1292Frame torn));
        Assert.NotEqual(torn.Channel1Code, -torn.Channel2Code);
    }

    [Fact]
    public void Without_its_reference_every_code_is_at_the_end_of_the_scale()
    {
        Send([0x11]);
        Send([0x08]);
        _chip.Wait(TimeSpan.FromSeconds(1), out _);
        _chip.Wait(TimeSpan.FromSeconds(1), out _);

        byte[] frame = Send([0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0])[1..];

        Assert.True(Ads1292Frame.TryParse(frame, out Ads1292Frame parsed));
        Assert.True(parsed.Channel1Saturated && parsed.Channel2Saturated);
    }

    [Fact]
    public void The_internal_test_signal_is_20972_codes_at_gain_6()
    {
        Send([0x11]);
        SendBytewise([0x42, 0x00, 0xA3], ClockHz, 8);
        SendBytewise([0x44, 0x01, 0x05, 0x05], ClockHz, 8);
        _chip.Clock.AdvanceTo(_chip.Clock.NowNs + 1_000_000_000);
        Send([0x08]);
        HashSet<int> codes = [];
        for (int i = 0; i < 1000; i++)
        {
            _chip.Wait(TimeSpan.FromSeconds(1), out _);
            byte[] reply = Send([0x12, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            Assert.True(Ads1292Frame.TryParse(reply.AsSpan(1), out Ads1292Frame frame));
            codes.Add(frame.Channel1Code);
        }

        Assert.Equal([-20972, 20972], codes.Order());
    }

    private static void Prepare(SimulatedAds1292 chip)
    {
        Send(chip, [0x11]);
        Send(chip, [0x42, 0x00, 0xA0]);
        chip.Clock.AdvanceTo(1_000_000_000);
        Send(chip, [0x08]);
    }

    private static byte[] Send(
        SimulatedAds1292 chip, byte[] bytes, int clockHz = ClockHz, int holdMicroseconds = 8)
    {
        byte[] reply = new byte[bytes.Length];
        SpiTransfer[] transfers = [new SpiTransfer(bytes.Length, clockHz, holdMicroseconds)];
        Assert.Equal(SpiOutcome.Ok, chip.Transfer(new SpiMessage(bytes, reply, transfers)));
        return reply;
    }

    private byte[] Send(byte[] bytes, int holdMicroseconds = 8) =>
        Send(_chip, bytes, holdMicroseconds: holdMicroseconds);

    private byte[] SendBytewise(byte[] bytes, int clockHz, int delayMicroseconds)
    {
        byte[] reply = new byte[bytes.Length];
        SpiTransfer[] transfers = [.. bytes.Select(_ => new SpiTransfer(1, clockHz, delayMicroseconds))];
        transfers[^1] = transfers[^1] with { DelayMicroseconds = 8 };
        _chip.Transfer(new SpiMessage(bytes, reply, transfers));
        return reply;
    }

    /// <summary>Large values that change with each sample, channel 2 the negative of channel 1.</summary>
    private sealed class Alternating : IElectrodeSource
    {
        public long LengthSamples => long.MaxValue;

        public void Read(
            long sampleIndex,
            out float channel1Microvolts,
            out float channel2Microvolts,
            out Electrodes leadsOff)
        {
            channel1Microvolts = 1000 * (1 + (sampleIndex % 7));
            channel2Microvolts = -channel1Microvolts;
            leadsOff = Electrodes.None;
        }
    }
}
