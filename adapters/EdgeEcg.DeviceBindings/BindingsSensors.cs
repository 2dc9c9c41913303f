using EdgeEcg.Monitor;
using Iot.Device.CpuTemperature;

namespace EdgeEcg.DeviceBindings;

/// <summary>
/// The board's sensors over Iot.Device.Bindings: power monitor, clock chip and processor temperature. What
/// that library has no binding for, and what the configuration does not name, is asked of the kernel.
/// </summary>
internal sealed class BindingsSensors(IBoardSensors kernel, PowerReading? power, Func<DateTimeOffset>? clock)
    : IBoardSensors
{
    /// <inheritdoc/>
    public double? CpuTemperatureC
    {
        get
        {
            using CpuTemperature processor = new();
            return processor.IsAvailable
                ? Ask(() => processor.Temperature.DegreesCelsius)
                : kernel.CpuTemperatureC;
        }
    }

    /// <inheritdoc/>
    public double? BatteryPercent => kernel.BatteryPercent;

    /// <inheritdoc/>
    public double? SupplyVolts => power is null ? kernel.SupplyVolts : Ask(power.Volts);

    /// <inheritdoc/>
    public double? SupplyMilliamperes => power is null ? kernel.SupplyMilliamperes : Ask(power.Milliamperes);

    /// <summary>Named only while it answers.</summary>
    public string? ClockChip => clock is null ? kernel.ClockChip
        : Ask(() => clock().Year) is not null ? "ds3231" : null;

    private static double? Ask(Func<double> sensor)
    {
        try
        {
            double value = sensor();
            return double.IsFinite(value) ? value : null;
        }
        catch (Exception silent) when (silent is IOException or ArgumentOutOfRangeException)
        {
            // A chip that is not there reads as ones, of which a clock makes no date.
            return null;
        }
    }
}
