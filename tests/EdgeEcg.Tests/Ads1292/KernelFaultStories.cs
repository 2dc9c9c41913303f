using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Monitor;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// What goes wrong below the driver's own system calls. Each runs in a child process of
/// <see cref="LinuxTransportTests"/>, with the imports bound.
/// </summary>
internal static class KernelFaultStories
{
    private const string Spi = "/dev/spidev0.0";
    private const string Gpio = "pinctrl-bcm2711";
    private const int StartLine = 23;
    private const int ResetLine = 24;
    private const int DataReadyLine = 25;
    private const int WantedSamples = 40;

    /// <summary>
    /// More than a second of samples, which is when the chip is given up, and some attempts.
    /// </summary>
    private const int CallsOfSilence = 1000;

    private const int IoError = 5;
    private const int InvalidArgument = 22;
    private const int TimedOut = 110;

    public static void The_Nth_message_fails(FakeKernel kernel)
    {
        kernel.WriteLog(false);
        foreach (int error in (int[])[IoError, TimedOut])
        {
            int needed = int.MaxValue;
            for (int n = 1; n <= needed; n++)
            {
                kernel.PowerOn();
                kernel.FailMessage(n, error);
                Run(kernel, account => account.ReadGood(WantedSamples));
                needed = kernel.FailMessage(0, 0);
            }

            Assert.True(needed > WantedSamples + 20, $"only {needed} messages were tried");
        }
    }

    public static void The_Nth_call_of_the_line_fails(FakeKernel kernel)
    {
        kernel.WriteLog(false);
        int needed = int.MaxValue;
        for (int n = 1; n <= needed; n++)
        {
            int failing = n;
            kernel.PowerOn();
            Run(kernel, account =>
            {
                kernel.FailLineCall(failing);
                account.ReadGood(WantedSamples);
            });
            needed = kernel.FailLineCall(0);
        }

        Assert.True(needed > WantedSamples, $"only {needed} calls were tried");
    }

    public static void Lasting_faults_are_named_and_survived(FakeKernel kernel)
    {
        kernel.WriteLog(false);
        (string Fault, int On, int Off, ChipFault Named)[] faults =
        [
            ("stick_miso", 0x00, -1, ChipFault.NoReply),
            ("stick_miso", 0xFF, -1, ChipFault.FloatingReply),
            ("freeze_drdy", 1, 0, ChipFault.NoDataReady),
            ("byte_late", 1, 0, ChipFault.FrameOneByteLate),
        ];
        foreach ((string fault, int on, int off, ChipFault named) in faults)
        {
            kernel.PowerOn();
            Run(kernel, account => Suffer(kernel, account, fault, on, off, named));
        }

        // A chip that was changed for another is found out when the first falls silent.
        kernel.PowerOn();
        Run(kernel, account =>
        {
            kernel.Set("set_identity", 0x51);
            Suffer(kernel, account, "freeze_drdy", 1, 0, ChipFault.WrongIdentity, () =>
                kernel.Set("set_identity", -1));
        });
    }

    public static void Controllers_that_cannot_do_it(FakeKernel kernel)
    {
        kernel.Set("refuse_mode", InvalidArgument);
        AssertRefused(() => SpidevBus.Open(Spi), "set SPI mode 1", "auxiliary SPI1 or SPI2");
        kernel.Set("refuse_mode", 0);

        kernel.Set("keep_mode_0", 1);
        AssertRefused(() => SpidevBus.Open(Spi), "mode 0 read back", "auxiliary SPI1 or SPI2");
        kernel.Set("keep_mode_0", 0);

        // Registers fit, a frame does not.
        kernel.Set("bufsiz", 8);
        using SpidevBus bus = SpidevBus.Open(Spi);
        using GpioEventLine ready = GpioEventLine.Open(Gpio, DataReadyLine);
        AssertRefused(
            () =>
            {
                Driver driver = new(
                    new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel },
                    new Ads1292Settings());
                driver.BringUp();
                return driver.StartStreaming();
            },
            "TooLong", "bufsiz");
        Assert.Equal("", kernel.Violations);
    }

    public static void Real_time_is_asked_for_once_and_its_refusal_is_borne(FakeKernel kernel)
    {
        foreach (ThreadScheduling expected in
            (ThreadScheduling[])[ThreadScheduling.RealTime, ThreadScheduling.Refused])
        {
            kernel.PowerOn();
            kernel.Set("refuse_real_time", expected is ThreadScheduling.Refused ? 1 : 0);
            using SpidevBus bus = SpidevBus.Open(Spi);
            using GpioEventLine ready = GpioEventLine.Open(Gpio, DataReadyLine);
            BoundedQueue<SampleFrame> queue = new(1000, 1, producerWaits: true);
            using AcquisitionThread acquisition = new(
                new Ads1292Connection { Bus = bus, DataReady = ready, Time = kernel },
                new Ads1292Settings(), queue, () => false, inRealTime: true);

            acquisition.Start();
            SampleFrame[] taken = new SampleFrame[100];
            int count = queue.Take(taken, TimeSpan.FromSeconds(30));

            Assert.Equal(expected, acquisition.Scheduling);
            Assert.True(count > 0, "samples come either way");
        }

        const string asked = "sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, 20)";
        Assert.Contains(asked, kernel.Log, StringComparison.Ordinal);
        Assert.Equal("", kernel.Violations);
    }

    private static void Suffer(
        FakeKernel kernel, SampleAccount account, string fault, int on, int off, ChipFault named,
        Action? alsoOff = null)
    {
        account.ReadGood(500);
        kernel.Set(fault, on);
        for (int i = 0; i < CallsOfSilence; i++)
        {
            account.Read();
        }

        Assert.Equal(named, account.LastFault);
        kernel.Set(fault, off);
        alsoOff?.Invoke();
        account.ReadGood(500);
    }

    private static void Run(FakeKernel kernel, Action<SampleAccount> read)
    {
        using (SpidevBus bus = SpidevBus.Open(Spi))
        using (GpioOutputLine reset = GpioOutputLine.Open(Gpio, ResetLine, high: false))
        using (GpioOutputLine start = GpioOutputLine.Open(Gpio, StartLine, high: false))
        using (GpioEventLine ready = GpioEventLine.Open(Gpio, DataReadyLine))
        {
            Ads1292Connection connection = new()
            {
                Bus = bus, DataReady = ready, Time = kernel, Reset = reset, Start = start,
            };
            using Ads1292Acquisition acquisition = new(
                new Driver(connection, new Ads1292Settings()), connection.Time);
            acquisition.Start();
            SampleAccount account = new(acquisition);
            read(account);
            account.AssertComplete();
        }

        Assert.Equal("", kernel.Violations);
        Assert.Equal(0, kernel.OpenFiles);
    }

    private static void AssertRefused(Func<IDisposable> open, params string[] words)
    {
        Ads1292Exception failure = Assert.Throws<Ads1292Exception>(() => open().Dispose());
        Assert.Equal(ChipFault.BusRefused, failure.Fault);
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
    }
}
