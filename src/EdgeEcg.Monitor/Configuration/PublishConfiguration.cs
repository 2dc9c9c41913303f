namespace EdgeEcg.Monitor.Configuration;

/// <param name="StripBeforeMs">ECG in a strip before the R peak of its event.</param>
/// <param name="StripSampledData">Whether strips carry the form of FHIR beside the compact one.</param>
/// <param name="StripAfterMs">ECG in a strip after it; the strip is published when it is complete.</param>
public sealed record PublishConfiguration(
    int StateIntervalSeconds,
    int HealthIntervalSeconds,
    int StripBeforeMs,
    int StripAfterMs,
    bool StripSampledData = false);
