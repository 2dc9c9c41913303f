namespace EdgeEcg.Monitor.Configuration;

/// <param name="PauseMs">An RR interval from here on is a pause.</param>
/// <param name="PrematurePercent">A beat that comes this much before its time is premature.</param>
public sealed record AlarmConfiguration(int PauseMs, int PrematurePercent);
