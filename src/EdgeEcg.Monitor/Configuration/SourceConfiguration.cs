namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// Only the part that <paramref name="Kind"/> names is used; the others were checked all the same.
/// </summary>
/// <param name="RateSps">Samples per second of each channel, for the chip and its simulation.</param>
public sealed record SourceConfiguration(
    SourceKind Kind,
    int RateSps,
    int Channel1Gain,
    int Channel2Gain,
    Ads1292Configuration Ads1292,
    double SimulatedSpeed,
    RecordConfiguration Record);
