namespace EdgeEcg.Monitor.Configuration;

/// <param name="PauseMs">An RR interval from here on is a pause.</param>
/// <param name="PrematurePercent">A beat that comes this much before its time is premature.</param>
/// <param name="Latching">Which alarms stay until somebody has looked.</param>
/// <param name="RefractorySeconds">
/// An alarm that comes again within this time of its acknowledgement is held as acknowledged.
/// </param>
public sealed record AlarmConfiguration(
    int PauseMs, int PrematurePercent, AlarmLatching Latching, int RefractorySeconds);
