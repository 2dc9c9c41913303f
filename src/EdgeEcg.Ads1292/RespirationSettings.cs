namespace EdgeEcg.Ads1292;

/// <summary>Impedance respiration, ADS1292R only: channel 1 then carries impedance and no ECG.</summary>
/// <param name="Frequency">Carrier.</param>
/// <param name="PhaseCode">
/// Demodulation phase, 0..15, in steps of 11.25 degrees at 32 kHz; 10 is 112.5 degrees.
/// </param>
public readonly record struct RespirationSettings(RespirationFrequency Frequency, byte PhaseCode)
{
    /// <summary>32 kHz at 112.5 degrees: the condition of the datasheet's noise figure.</summary>
    public static RespirationSettings Datasheet => new(RespirationFrequency.Kilohertz32, 10);
}
