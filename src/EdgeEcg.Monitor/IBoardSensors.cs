namespace EdgeEcg.Monitor;

/// <summary>
/// What is known of the board itself. A board without a sensor has no value for it, and neither has a sensor
/// that does not answer: they come and go with their bus.
/// </summary>
public interface IBoardSensors
{
    /// <summary>Degrees Celsius.</summary>
    public double? CpuTemperatureC { get; }

    /// <summary>Charge of the battery, 0 to 100.</summary>
    public double? BatteryPercent { get; }

    /// <summary>Of the power monitor, or else of the battery.</summary>
    public double? SupplyVolts { get; }

    /// <summary>Of the power monitor, or else of the battery; signed as the chip gives it.</summary>
    public double? SupplyMilliamperes { get; }

    /// <summary>The clock with a battery of its own; null where time dies with power.</summary>
    public string? ClockChip { get; }
}
