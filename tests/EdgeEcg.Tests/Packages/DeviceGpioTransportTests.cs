using System.Device.Spi;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.DeviceGpio;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Packages;

/// <summary>
/// The library's own spidev calls against the C library of tests/native. Edges come from the default line,
/// because libgpiod would be one more library to bind.
/// </summary>
public sealed class DeviceGpioTransportTests
{
    [Fact]
    public void Bring_up_and_ten_seconds_of_samples_over_the_spidev_of_the_library() =>
        FakeKernel.RunInProcessOfItsOwn(
            $"{typeof(DeviceGpioTransportTests).FullName}.{nameof(Story)}", "spidev");

    [Fact]
    public void Device_that_is_missing_is_named()
    {
        Ads1292Exception refusal = Assert.Throws<Ads1292Exception>(() => DeviceGpioBoard.Open(
            "/dev/spidev77.7", 4_000_000, "/dev/gpiochip0", 25, null, null, TimeProvider.System));

        Assert.Contains("/dev/spidev77.7", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>What the child process runs; never by itself.</summary>
    [Fact(Explicit = true)]
    public void Story()
    {
        const int dataReadyLine = 25;
        const int clockHz = 4_000_000;
        FakeKernel kernel = FakeKernel.BindImports(out _, typeof(SpiDevice).Assembly);
        kernel.TakeAnotherLibrary();
        using SpiDeviceBus bus = new(
            Open(ChipTiming.SafeRegisterClockHz), Open(clockHz), clockHz);
        using GpioEventLine ready = GpioEventLine.Open("pinctrl-bcm2711", dataReadyLine);
        Driver driver = new(
            new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel }, new Ads1292Settings());

        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        for (int i = 0; i < 5000; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
            Assert.Equal(i, frame.Channel1Code);
        }

        Assert.Equal("", kernel.Violations);
    }

    private static SpiDevice Open(int clockHz) => SpiDevice.Create(new SpiConnectionSettings(0, 0)
    {
        Mode = SpiMode.Mode1,
        DataBitLength = 8,
        ClockFrequency = clockHz,
    });
}
