using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// Electrodes whose value tells which sample it is: channel 1 counts microvolts up to 999 and begins again,
/// channel 2 is constant, and leads come off by script.
/// </summary>
internal sealed class PatternElectrodes : IElectrodeSource
{
    public const int CycleSamples = 1000;
    public const float Channel2Microvolts = -250;

    public long LengthSamples { get; init; } = long.MaxValue;

    public Electrodes LeadsOff { get; init; }

    /// <summary>Half-open range of samples during which <see cref="LeadsOff"/> are off.</summary>
    public Range OffDuring { get; init; }

    public static float Channel1Microvolts(long sampleIndex) => sampleIndex % CycleSamples;

    public void Read(
        long sampleIndex, out float channel1Microvolts, out float channel2Microvolts, out Electrodes leadsOff)
    {
        channel1Microvolts = Channel1Microvolts(sampleIndex);
        channel2Microvolts = Channel2Microvolts;
        bool off = sampleIndex >= OffDuring.Start.Value && sampleIndex < OffDuring.End.Value;
        leadsOff = off ? LeadsOff : Electrodes.None;
    }
}
