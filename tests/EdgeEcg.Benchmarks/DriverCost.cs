using System.Globalization;
using EdgeEcg.Ads1292;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What the driver costs at the rates that matter: processor time per sample, its share of one core, bytes.
/// The bus answers at once; the system calls of a real one come on top, three a sample. Processor time, not
/// time on the wall: others may use the machine meanwhile.
/// </summary>
public static class DriverCost
{
    private const int WarmUpSamples = 500_000;
    private const int Samples = 5_000_000;

    private static readonly DataRate[] Rates = [DataRate.Sps500, DataRate.Sps2000, DataRate.Sps8000];

    /// <returns>True where no sample allocated anything.</returns>
    /// <param name="output">A line for each rate.</param>
    public static bool Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        bool allocates = false;
        output.WriteLine("driver, per sample      us   % of a core   bytes");
        foreach (DataRate rate in Rates)
        {
            Ads1292Settings settings = new() { Rate = rate };
            Driver driver = new(new ImmediateChip(settings).Connection, settings);
            driver.BringUp();
            using Ads1292Stream stream = driver.StartStreaming();
            Read(stream, WarmUpSamples);
            long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Read(stream, Samples);
            double microseconds = (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Samples;
            long bytes = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            allocates |= bytes > 0;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{rate.Hz,6} SPS {microseconds,15:0.000}{microseconds * rate.Hz / 1e4,14:0.0000}"
                + $"{(double)bytes / Samples,8:0.##}"));
        }

        return !allocates;
    }

    private static void Read(Ads1292Stream stream, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            if (stream.Read(out _) != FrameOutcome.Ok)
            {
                throw new InvalidOperationException("a benchmark that loses samples measures something else");
            }
        }
    }
}
