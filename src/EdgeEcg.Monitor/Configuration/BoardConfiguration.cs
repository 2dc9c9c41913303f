namespace EdgeEcg.Monitor.Configuration;

/// <summary>What the board has beside the ECG chip.</summary>
/// <param name="Access">What reads it; all but the LED below is for Iot.Device.Bindings.</param>
/// <param name="I2cBus">Where power monitor and clock are.</param>
/// <param name="PowerMonitor">The chip that measures the supply.</param>
/// <param name="PowerMonitorAddress">Its I2C address.</param>
/// <param name="ShuntMilliohms">What it measures the current over.</param>
/// <param name="ClockChip">The clock with a battery of its own.</param>
/// <param name="StatusLed">A LED of the kernel by name, or a line offset; null: none.</param>
public sealed record BoardConfiguration(
    BoardAccess Access,
    int I2cBus,
    PowerMonitorKind PowerMonitor,
    int PowerMonitorAddress,
    double ShuntMilliohms,
    ClockChipKind ClockChip,
    string? StatusLed);
