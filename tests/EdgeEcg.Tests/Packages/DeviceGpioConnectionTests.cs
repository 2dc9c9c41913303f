using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Ads1292;

namespace EdgeEcg.Tests.Packages;

public sealed class DeviceGpioConnectionTests() : ChipConnectionContract(Wire)
{
    private static EdgeEcg.Ads1292.Ads1292Connection Wire(SimulatedAds1292 chip) =>
        new DeviceGpioBench(chip).Connection;
}
