using System.Globalization;
using EdgeEcg.Ads1292;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// The simulated chip with the driver on top and nothing else, at the pace of the wall clock: how much of a
/// daemon's processor time is the simulation's, which a device with a real chip does not have.
/// </summary>
internal static class ChipAlone
{
    /// <returns>Of one core, in the thread that reads.</returns>
    public static double Percent(TimeSpan duration)
    {
        SourceConfiguration source = ConfigurationFile.Parse(
            "the simulated chip", "version: 2\ndevice:\n  id: chip\nsource:\n  kind: simulated\n").Source;
        using ChipSource chip = ChipSource.Open(source, TimeProvider.System);
        using Ads1292Acquisition acquisition = new(
            new Driver(chip.Connection, ChipSource.Settings(source)), chip.Connection.Time);
        double percent = 0;
        Thread thread = new(() =>
        {
            acquisition.Start();
            ReadFor(acquisition, TimeSpan.FromSeconds(5));
            long before = OwnProcessorNs();
            ReadFor(acquisition, duration);
            percent = (OwnProcessorNs() - before) / duration.TotalNanoseconds * 100;
        });
        thread.Start();
        thread.Join();
        return percent;
    }

    private static void ReadFor(Ads1292Acquisition acquisition, TimeSpan duration)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < duration)
        {
            acquisition.Read(out _);
        }
    }

    private static long OwnProcessorNs() => long.Parse(
        File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
}
