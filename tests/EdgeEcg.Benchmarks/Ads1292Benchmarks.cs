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
}
