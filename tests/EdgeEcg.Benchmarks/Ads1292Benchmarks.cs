using BenchmarkDotNet.Attributes;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What one sample costs: the driver alone, over a bus that answers at once, and together with the simulated
/// chip. The system calls of a real bus come on top. Per invocation <see cref="Samples"/> samples; times and
/// bytes are per sample.
/// </summary>
[MemoryDiagnoser]
public class Ads1292Benchmarks
{
    private const int Samples = 1000;

    private Ads1292Stream? _simulated;
    private Ads1292Stream? _alone;

    [Params(DataRate.Sps500, DataRate.Sps2000, DataRate.Sps8000)]
    public DataRate Rate { get; set; }

    [GlobalSetup]
    public void Start()
    {
        Ads1292Settings settings = new() { Rate = Rate };
        SimulatedAds1292 chip = new(new SteadyElectrodes(), new SimulatedChipOptions { NoiseSeed = 1 });
        _simulated = Start(chip.Connection, settings);
        _alone = Start(new ImmediateChip(settings).Connection, settings);
    }

    [Benchmark(OperationsPerInvoke = Samples)]
    public long DriverAlone() => Read(_alone!);

    [Benchmark(OperationsPerInvoke = Samples)]
    public long DriverAndSimulatedChip() => Read(_simulated!);

    private static Ads1292Stream Start(Ads1292Connection connection, Ads1292Settings settings)
    {
        Driver driver = new(connection, settings);
        driver.BringUp();
        return driver.StartStreaming();
    }

    private static long Read(Ads1292Stream stream)
    {
        long sum = 0;
        for (int i = 0; i < Samples; i++)
        {
            if (stream.Read(out Ads1292Frame frame) != FrameOutcome.Ok)
            {
                throw new InvalidOperationException("a benchmark that loses samples measures something else");
            }

            sum += frame.Channel1Code;
        }

        return sum;
    }

    /// <summary>
    /// The registers of a chip and one frame, without any of its rules: what is left is the driver.
    /// </summary>
    private sealed class ImmediateChip : ISpiBus, IDataReadyLine
    {
        private readonly VirtualClock _clock = new();
        private readonly SimulatedAds1292 _bringUp = new(new SteadyElectrodes());
        private readonly byte[] _frame = new byte[1 + Ads1292Frame.LengthBytes];
        private readonly long _periodNs;
        private uint _sequence;
        private bool _streaming;

        public ImmediateChip(Ads1292Settings settings)
        {
            _periodNs = settings.Rate.PeriodNs;
            new Ads1292Frame(12345, -12345, Electrodes.None, GpioPins.None).Write(_frame.AsSpan(1));
        }

        public Ads1292Connection Connection => new() { Bus = this, DataReady = this, Time = _clock };

        public SpiOutcome Transfer(in SpiMessage message)
        {
            if (message.Send[0] == (byte)Ads1292Command.ReadData)
            {
                _frame.CopyTo(message.Receive);
                return SpiOutcome.Ok;
            }

            _streaming = message.Send[0] == (byte)Ads1292Command.Start;
            _bringUp.Clock.AdvanceTo(_clock.NowNs);
            return _bringUp.Transfer(message);
        }

        public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
        {
            if (!_streaming || timeout == TimeSpan.Zero)
            {
                edge = default;
                return EdgeOutcome.None;
            }

            _clock.AdvanceTo(_clock.NowNs + _periodNs);
            edge = new DataReadyEdge(_clock.NowNs, ++_sequence);
            return EdgeOutcome.Edge;
        }
    }
}
