using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor.Configuration;

/// <param name="Enabled">Whether the raw signal is kept.</param>
/// <param name="Limits">How it is cut up, and how much of it.</param>
public sealed record RecordingConfiguration(bool Enabled, RecordingLimits Limits);
