using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>A stretch of signal as a strip shows it.</summary>
/// <param name="BootId">The run whose samples these are.</param>
/// <param name="Start">Index of the first sample in that run.</param>
/// <param name="StartTime">Its wall time; none while the clock was unset.</param>
/// <param name="Clock">How far that can be believed.</param>
/// <param name="RateSps">Of each lead.</param>
/// <param name="EventOffset">Where in the stretch its event is.</param>
/// <param name="Leads">µV; NaN where there is no sample.</param>
public sealed record StripStretch(
    string BootId,
    long Start,
    DateTimeOffset? StartTime,
    ClockState Clock,
    double RateSps,
    int EventOffset,
    float[][] Leads)
{
    public int Samples => Leads[0].Length;
}
