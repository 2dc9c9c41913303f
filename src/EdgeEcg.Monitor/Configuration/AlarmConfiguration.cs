namespace EdgeEcg.Monitor.Configuration;

/// <param name="PauseMs">An RR interval from here on is a pause.</param>
/// <param name="PrematurePercent">A beat that comes this much before its time is premature.</param>
/// <param name="BradycardiaBpm">A heart rate below this is slow.</param>
/// <param name="TachycardiaBpm">A heart rate above this is fast.</param>
/// <param name="BurdenPerMinute">So many abnormal beats a minute are many.</param>
/// <param name="Latching">Which alarms stay until somebody has looked.</param>
/// <param name="RefractorySeconds">
/// An alarm that comes again within this time of its acknowledgement is held as acknowledged.
/// </param>
public sealed record AlarmConfiguration(
    int PauseMs,
    int PrematurePercent,
    int BradycardiaBpm,
    int TachycardiaBpm,
    int BurdenPerMinute,
    AlarmLatching Latching,
    int RefractorySeconds);
