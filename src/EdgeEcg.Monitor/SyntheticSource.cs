using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Monitor;

/// <summary>The synthetic ECG as the electrodes of a simulated chip.</summary>
public sealed class SyntheticSource : IElectrodeSource
{
    private const int BlockSamples = 1024;

    private readonly SyntheticEcg _ecg;
    private readonly float[] _lead1 = new float[BlockSamples];
    private readonly float[] _lead2 = new float[BlockSamples];
    private long _blockStart = -BlockSamples;

    /// <param name="ecg">At the chip's rate, not read yet.</param>
    /// <param name="lengthSamples">Where the signal ends; <see cref="long.MaxValue"/> for never.</param>
    public SyntheticSource(SyntheticEcg ecg, long lengthSamples)
    {
        _ecg = ecg;
        LengthSamples = lengthSamples;
    }

    public long LengthSamples { get; }

    public void Read(
        long sampleIndex, out float channel1Microvolts, out float channel2Microvolts, out Electrodes leadsOff)
    {
        while (sampleIndex >= _blockStart + BlockSamples)
        {
            _blockStart += BlockSamples;
            _ecg.Read(_lead1, _lead2);
        }

        int at = (int)(sampleIndex - _blockStart);
        channel1Microvolts = _lead1[at];
        channel2Microvolts = _lead2[at];
        leadsOff = _ecg.IsLeadOff(sampleIndex) ? Electrodes.BothChannels : Electrodes.None;
    }
}
