using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// Each runs in a child process of <see cref="LinuxTransportTests"/>, with the imports bound.
/// </summary>
internal static class LinuxTransportStories
{
    private const string Chip = "pinctrl-bcm2711";
    private const int StartLine = 23;
    private const int ResetLine = 24;
    private const int DataReadyLine = 25;
    private const int TakenLine = 7;

    public static void A_minute_at_500_samples_per_second(FakeKernel kernel)
    {
        long changes = 0;

        using (SpidevBus bus = SpidevBus.Open("/dev/spidev0.0"))
        using (GpioOutputLine reset = GpioOutputLine.Open(Chip, ResetLine, high: false))
        using (GpioOutputLine start = GpioOutputLine.Open(Chip, StartLine, high: false))
        using (GpioEventLine ready = GpioEventLine.Open(Chip, DataReadyLine))
        {
            Driver driver = new(
                new Ads1292Connection
                {
                    Bus = bus, DataReady = ready, Time = kernel, Reset = reset, Start = start,
                },
                new Ads1292Settings());
            driver.BringUp();
            using Ads1292Stream stream = driver.StartStreaming();
            LeadMonitor leads = new(Electrodes.BothChannels, driver.Settings.Rate.SampleRate);
            for (int i = 0; i < 30_000; i++)
            {
                kernel.WriteLog(i < 3);
                kernel.SetLeadsOff(i is > 10_000 and < 12_000 ? (int)Electrodes.In1P : 0);
                Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
                Assert.Equal(i, frame.Channel1Code);
                Assert.Equal(-i, frame.Channel2Code);
                changes += leads.Update(frame, out LeadChange change) ? 1 : 0;
                Assert.False(change.Lost == Electrodes.In1P && change.SampleIndex > 10_200);
            }

            kernel.WriteLog(true);
            Assert.Equal(500, stream.TrueRateHz, 0.001);
        }

        Assert.Equal(2, changes);
        Assert.Equal("", kernel.Violations);
        Assert.Equal(0, kernel.OpenFiles);
        string documented = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "wiring.md"));
        Assert.True(
            documented.Contains(kernel.Log, StringComparison.Ordinal),
            "docs/wiring.md, section 5, should say:\n" + kernel.Log);
    }

    public static void Interrupted_calls(FakeKernel kernel)
    {
        using SpidevBus bus = SpidevBus.Open("/dev/spidev0.0");
        using GpioEventLine ready = GpioEventLine.Open("/dev/gpiochip1", DataReadyLine);
        kernel.InterruptEvery(3);
        Driver driver = new(
            new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel }, new Ads1292Settings());

        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        for (int i = 0; i < 2000; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
            Assert.Equal(i, frame.Channel1Code);
        }

        Assert.Equal("", kernel.Violations);
    }

    public static void A_queue_that_overflowed(FakeKernel kernel)
    {
        using SpidevBus bus = SpidevBus.Open("/dev/spidev0.0");
        using GpioEventLine ready = GpioEventLine.Open(Chip, DataReadyLine);
        Driver driver = new(
            new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel }, new Ads1292Settings());
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        ReadFrames(stream, 1000);

        kernel.Pass(TimeSpan.FromSeconds(3));
        FrameOutcome outcome = stream.Read(out Ads1292Frame frame);

        Assert.Equal(FrameOutcome.Gap, outcome);
        Assert.Equal(frame.Channel1Code, frame.SampleIndex);
        Assert.InRange(frame.LostBefore, 1498, 1501);
        Assert.Equal(frame.SampleIndex + 1, 1001 + stream.Counters.LostSamples);
        Assert.Equal(1, stream.Counters.QueueOverflows);
        ReadFrames(stream, 1000);
        Assert.Equal("", kernel.Violations);
    }

    public static void Missing_and_vanished_devices(FakeKernel kernel)
    {
        AssertNamed(
            () => SpidevBus.Open("/dev/spidev1.0"), ChipFault.BusRefused, "/dev/spidev1.0", "dtparam=spi=on");
        AssertNamed(
            () => SpidevBus.Open("/dev/spidev9.9"), ChipFault.BusRefused, "/dev/spidev9.9", "group 'spi'");
        AssertNamed(() => GpioEventLine.Open("pinctrl-rp1", 25), ChipFault.LineFault, "pinctrl-rp1", Chip);
        AssertNamed(() => GpioEventLine.Open(Chip, TakenLine), ChipFault.LineTaken, "line 7", "gpioinfo");

        using SpidevBus bus = SpidevBus.Open("/dev/spidev0.0");
        using GpioEventLine ready = GpioEventLine.Open(Chip, DataReadyLine);
        Driver driver = new(
            new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel }, new Ads1292Settings());
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        ReadFrames(stream, 10);
        kernel.Unplug(true);
        Assert.Equal(FrameOutcome.LineFault, stream.Read(out _));
        Assert.Equal("", kernel.Violations);
    }

    private static void ReadFrames(Ads1292Stream stream, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
            Assert.Equal(frame.SampleIndex, frame.Channel1Code);
        }
    }

    private static void AssertNamed(Func<IDisposable> open, ChipFault fault, params string[] words)
    {
        Ads1292Exception failure = Assert.Throws<Ads1292Exception>(() => open().Dispose());
        Assert.Equal(fault, failure.Fault);
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
    }
}
