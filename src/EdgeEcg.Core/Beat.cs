namespace EdgeEcg.Core;

/// <summary>A heartbeat as it was found.</summary>
/// <param name="Number">Counts beats from 0.</param>
/// <param name="SampleIndex">The R peak, in input samples since start.</param>
/// <param name="AnalysisIndex">The same at the analysis rate, fractional: where the waveform is cut.</param>
/// <param name="Rhythm">Intervals to the beats before it.</param>
/// <param name="Quality">0 … 1: how far this beat can be trusted; 0 while no lead is connected.</param>
public readonly record struct Beat(
    long Number, long SampleIndex, double AnalysisIndex, RhythmContext Rhythm, float Quality)
{
    /// <summary>
    /// Bit i is set where lead i had its electrodes on, and long enough for its filters to have settled.
    /// </summary>
    public uint UsableLeads { get; init; } = uint.MaxValue;
}
