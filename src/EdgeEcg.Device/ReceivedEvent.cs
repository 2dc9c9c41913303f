using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device;

/// <summary>An event as a subscriber received it.</summary>
/// <param name="Message">What was told.</param>
/// <param name="LatencyMs">
/// From the R peak to the delivery: the time the analysis had to wait for signal after the R peak, in the
/// signal's own time, plus the time from the verdict to the delivery, by the clock on the wall. At real-time
/// speed that is what a wearer would see.
/// </param>
internal sealed record ReceivedEvent(EventMessage Message, double LatencyMs);
