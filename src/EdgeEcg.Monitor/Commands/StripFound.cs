namespace EdgeEcg.Monitor.Commands;

/// <summary>What was found of a stretch that somebody asked for.</summary>
/// <param name="Stretch">The signal.</param>
/// <param name="MissingSamples">Of those, samples that are not there, of each lead.</param>
/// <param name="DamagedSamples">Samples that the recording's checksums do not vouch for.</param>
public sealed record StripFound(StripStretch Stretch, long MissingSamples, long DamagedSamples);
