using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using EdgeEcg.Ads1292;
using EdgeEcg.Benchmarks;
using EdgeEcg.Training.Models;

// ./test bench           everything that takes minutes in all
// ./test bench --filter '*Pipeline*'
// ./test bench train [MODEL…]     milliseconds per training step
// ./test bench recording         a day of raw samples to the disk
// ./test bench driver             what the driver costs per sample
// ./test bench soak SPS MINUTES [ordinary]   the driver against the simulated chip in real time
if (args is ["soak", string sps, string minutes, .. [] or ["ordinary"]]
    && DataRates.TryFromHz(int.Parse(sps, CultureInfo.InvariantCulture), out DataRate rate))
{
    TimeSpan duration = TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
    return Ads1292Soak.Run(rate, duration, inRealTime: args[^1] != "ordinary", Console.Out) == 0 ? 0 : 1;
}

if (args is ["driver"])
{
    return DriverCost.Run(Console.Out) ? 0 : 1;
}

if (args is ["train", .. string[] models])
{
    TrainingSpeed.Run(models.Length > 0 ? models : ModelCatalog.Names, Console.Out);
    return 0;
}

if (args is ["load", string devices, string seconds, string document])
{
    return FleetLoad.Run(
        int.Parse(devices, CultureInfo.InvariantCulture),
        TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), document, Console.Out) == 0
            ? 0 : 1;
}

if (args is ["vitals", string measured, string repository])
{
    return DaemonVitals.Run(
        TimeSpan.FromSeconds(double.Parse(measured, CultureInfo.InvariantCulture)), repository, Console.Out)
            ? 0 : 1;
}

if (args is ["latency", string listened, string rateSps])
{
    return AlarmLatency.Run(
        TimeSpan.FromSeconds(double.Parse(listened, CultureInfo.InvariantCulture)),
        int.Parse(rateSps, CultureInfo.InvariantCulture), Console.Out) ? 0 : 1;
}

if (args is ["day", string hours])
{
    return DaemonDay.Run(int.Parse(hours, CultureInfo.InvariantCulture), Console.Out) ? 0 : 1;
}

if (args is ["recording"])
{
    RecordingDay.Run(Console.Out);
    return 0;
}

DriverCost.Run(Console.Out);
DayOfEcg.Run(Console.Out);
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(PipelineBenchmarks).Assembly)
    .Run(
    args.Length > 0 ? args : ["--filter", "*"], config);
return 0;
