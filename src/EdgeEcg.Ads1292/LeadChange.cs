namespace EdgeEcg.Ads1292;

/// <summary>Electrodes lost or returned.</summary>
/// <param name="SampleIndex">When that was certain; it began the debouncing time earlier.</param>
/// <param name="Lost">Electrodes that have lost contact.</param>
/// <param name="Returned">Electrodes that have it again.</param>
public readonly record struct LeadChange(long SampleIndex, Electrodes Lost, Electrodes Returned);
