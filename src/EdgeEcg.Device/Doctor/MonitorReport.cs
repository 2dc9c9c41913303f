using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Doctor;

/// <summary>What a running monitor says of itself at this moment.</summary>
/// <param name="State">How wearer and electrodes are.</param>
/// <param name="Health">The device's own numbers.</param>
/// <param name="ChipFault">What is wrong between chip and monitor; null: nothing.</param>
internal sealed record MonitorReport(StateMessage State, HealthMessage Health, string? ChipFault);
