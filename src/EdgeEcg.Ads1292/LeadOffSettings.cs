namespace EdgeEcg.Ads1292;

/// <summary>
/// Electrode detection by a direct current and comparators. Needs right-leg drive, or the body has no
/// potential to compare.
/// </summary>
/// <param name="Watched">Electrodes that get a current and a comparator; none switches detection off.</param>
/// <param name="Threshold">Where a comparator trips.</param>
/// <param name="Current">Current through each watched electrode.</param>
public readonly record struct LeadOffSettings(
    Electrodes Watched, LeadOffThreshold Threshold, LeadOffCurrent Current)
{
    public static LeadOffSettings Off =>
        new(Electrodes.None, LeadOffThreshold.Percent95, LeadOffCurrent.Nanoamperes6);
}
