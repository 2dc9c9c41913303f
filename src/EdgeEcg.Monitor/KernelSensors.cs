using System.Globalization;

namespace EdgeEcg.Monitor;

/// <summary>
/// What the kernel knows of the board: temperatures and supply through hwmon (drivers such as cpu_thermal and
/// ina2xx), a battery or fuel gauge through power_supply, the clock chip through rtc. A board without one of
/// them has no value for it, and a file that cannot be read counts as none: sensors come and go with their
/// bus. Names and units are those of the kernel's documentation (hwmon/sysfs-interface.rst,
/// ABI/testing/sysfs-class-power).
/// </summary>
public sealed class KernelSensors : IBoardSensors
{
    private const double Thousand = 1000;
    private const double Million = 1e6;

    /// <summary>Names of hwmon drivers that measure the processor.</summary>
    private static readonly string[] ProcessorChips =
        ["cpu_thermal", "coretemp", "k10temp", "cpu-thermal", "soc_thermal"];

    /// <summary>Power monitors on I2C that the kernel's ina2xx driver serves.</summary>
    private static readonly string[] PowerChips =
        ["ina219", "ina220", "ina226", "ina230", "ina231", "ina236"];

    private readonly string _classes;

    /// <param name="sysfs">Where sysfs is mounted.</param>
    public KernelSensors(string sysfs = "/sys") => _classes = Path.Combine(sysfs, "class");

    /// <inheritdoc/>
    public double? CpuTemperatureC =>
        FromChip(ProcessorChips, "temp1_input") / Thousand
        ?? Number(Path.Combine(_classes, "thermal", "thermal_zone0", "temp")) / Thousand;

    /// <inheritdoc/>
    public double? BatteryPercent => FromBattery("capacity");

    /// <inheritdoc/>
    public double? SupplyVolts =>
        FromChip(PowerChips, "in1_input") / Thousand ?? FromBattery("voltage_now") / Million;

    /// <inheritdoc/>
    public double? SupplyMilliamperes =>
        FromChip(PowerChips, "curr1_input") ?? FromBattery("current_now") / Thousand;

    /// <summary>Driver of the first clock chip, for instance rtc-ds1307.</summary>
    public string? ClockChip => Folders("rtc")
        .Select(folder => Text(Path.Combine(folder, "name")))
        .FirstOrDefault(name => name is not null)?
        .Split(' ')[0];

    private double? FromChip(string[] names, string file) => Folders("hwmon")
        .Where(folder => names.Contains(Text(Path.Combine(folder, "name"))))
        .Select(folder => Number(Path.Combine(folder, file)))
        .FirstOrDefault(value => value is not null);

    private double? FromBattery(string file) => Folders("power_supply")
        .Where(folder => Text(Path.Combine(folder, "type")) == "Battery")
        .Select(folder => Number(Path.Combine(folder, file)))
        .FirstOrDefault(value => value is not null);

    private string[] Folders(string kind)
    {
        string folder = Path.Combine(_classes, kind);
        return Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order()] : [];
    }

    private static double? Number(string file) =>
        long.TryParse(Text(file), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : null;

    /// <summary>A sensor that does not answer makes reading its file fail.</summary>
    private static string? Text(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
