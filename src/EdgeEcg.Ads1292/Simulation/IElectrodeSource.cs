namespace EdgeEcg.Ads1292.Simulation;

/// <summary>What the simulated electrodes carry: a body, a record, a test pattern.</summary>
public interface IElectrodeSource
{
    /// <summary>
    /// Samples until the signal ends; the chip then falls silent. <see cref="long.MaxValue"/> never ends.
    /// </summary>
    public long LengthSamples { get; }

    /// <summary>
    /// The inputs at one conversion, at the chip's data rate. Indexes rise from 0 and skip samples that
    /// nobody read. Called once per frame that is read; allocates nothing.
    /// </summary>
    /// <param name="sampleIndex">Conversions since the first start, the first being 0.</param>
    /// <param name="channel1Microvolts">IN1P against IN1N.</param>
    /// <param name="channel2Microvolts">IN2P against IN2N.</param>
    /// <param name="leadsOff">Electrodes that have lost contact.</param>
    public void Read(
        long sampleIndex,
        out float channel1Microvolts,
        out float channel2Microvolts,
        out Electrodes leadsOff);
}
