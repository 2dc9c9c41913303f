namespace EdgeEcg.Monitor.Configuration;

/// <param name="Path">Of a WFDB record, with or without extension; null where another source is used.</param>
/// <param name="Speed">1 is real time; 0 is as fast as the machine goes.</param>
public sealed record RecordConfiguration(string? Path, double Speed);
