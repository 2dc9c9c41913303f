using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>A device of a test's own: simulated chip, folder, and a broker where one is named.</summary>
internal sealed class DoctorBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DoctorBench(int brokerPort, params string[] mqtt) => Configuration = ConfigurationFile.Parse(
        _folder.File("edgeecg.yaml"),
        $"""
        version: 1
        device: {"{id: bench}"}
        source: {"{kind: simulated}"}
        storage:
          folder: {_folder.Path}
        mqtt:
          host: 127.0.0.1
          port: {brokerPort}

        """ + string.Concat(mqtt.Select(line => $"  {line}\n")));

    public TemporaryFolder Folder => _folder;

    public MonitorConfiguration Configuration { get; }

    public IReadOnlyList<CheckResult> Run() =>
        Run(DoctorChecks.All("edgeecg.yaml", Configuration, fault: null, TimeProvider.System));

    public IReadOnlyList<CheckResult> RunChip(string fault) =>
        Run([new ChipChecks(Configuration.Source, ScriptedFaults.Find(fault), TimeProvider.System)]);

    public static IReadOnlyList<CheckResult> Run(IEnumerable<ICheckGroup> groups) =>
        [.. new DoctorRun(groups, TimeProvider.System).Results(TestContext.Current.CancellationToken)];

    public static CheckResult Named(IReadOnlyList<CheckResult> results, string name) =>
        Assert.Single(results, result => result.Name == name);

    public void Dispose() => _folder.Dispose();
}
