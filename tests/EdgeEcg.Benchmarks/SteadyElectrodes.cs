using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;

namespace EdgeEcg.Benchmarks;

/// <summary>An endless signal that costs nothing.</summary>
internal sealed class SteadyElectrodes : IElectrodeSource
{
    public long LengthSamples => long.MaxValue;

    public void Read(
        long sampleIndex, out float channel1Microvolts, out float channel2Microvolts, out Electrodes leadsOff)
    {
        channel1Microvolts = 100;
        channel2Microvolts = -100;
        leadsOff = Electrodes.None;
    }
}
