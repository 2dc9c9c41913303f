using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Monitor;

namespace EdgeEcg.Tests.Packages;

public sealed class BindingsBoardWithIna236Tests()
    : BoardContract(new BindingsBoardBench(PowerMonitorKind.Ina236));
