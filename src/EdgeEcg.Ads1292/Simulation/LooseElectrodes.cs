namespace EdgeEcg.Ads1292.Simulation;

/// <summary>A signal of which some electrodes have no contact.</summary>
public sealed class LooseElectrodes(IElectrodeSource attached, Electrodes off) : IElectrodeSource
{
    public long LengthSamples => attached.LengthSamples;

    public void Read(
        long sampleIndex, out float channel1Microvolts, out float channel2Microvolts, out Electrodes leadsOff)
    {
        attached.Read(sampleIndex, out channel1Microvolts, out channel2Microvolts, out leadsOff);
        leadsOff |= off;
    }
}
