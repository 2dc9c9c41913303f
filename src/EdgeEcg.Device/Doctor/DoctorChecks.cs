using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>The groups of a run, in the order in which a technician mends things.</summary>
internal static class DoctorChecks
{
    /// <param name="path">Of the configuration file, for people.</param>
    /// <param name="configuration">Valid.</param>
    /// <param name="fault">What the simulated chip shall suffer from; null for nothing.</param>
    /// <param name="time">The clock of the wall.</param>
    public static IReadOnlyList<ICheckGroup> All(
        string path, MonitorConfiguration configuration, ScriptedFault? fault, TimeProvider time) =>
    [
        new ConfigurationChecks(path, configuration),
        new ChipChecks(configuration.Source, fault, time),
        new ClockChecks(time, new ClockWatch(time), new KernelSensors()),
        new StorageChecks(configuration),
        new ModelChecks(configuration.Model, configuration.Storage, time),
        new BrokerChecks(configuration, time),
    ];

    /// <summary>Beside a monitor that runs here, and holds the chip.</summary>
    /// <param name="configuration">The one in force.</param>
    /// <param name="ask">Has the monitor say how it is; <see cref="IOException"/> where it cannot.</param>
    /// <param name="time">The clock of the wall.</param>
    public static IReadOnlyList<ICheckGroup> Beside(
        MonitorConfiguration configuration, Func<MonitorReport> ask, TimeProvider time) =>
    [
        new ConfigurationChecks("the configuration in force", configuration),
        new WatchedChipChecks(configuration.Source, ask, time),
        new WatchChecks(ask),
        new ClockChecks(time, new ClockWatch(time), new KernelSensors()),
        new StorageChecks(configuration),
        new ModelChecks(configuration.Model, configuration.Storage, time),
        new BrokerChecks(configuration, time),
    ];
}
