using EdgeEcg.Monitor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor;

/// <summary>The board's sensors over trees as sysfs has them on real boards.</summary>
public sealed class KernelSensorsTests : IDisposable
{
    private readonly TemporaryFolder _sysfs = new();

    private KernelSensors Sensors => new(_sysfs.Path);

    public void Dispose() => _sysfs.Dispose();

    [Fact]
    public void Board_without_sensors_has_no_values()
    {
        Assert.Null(Sensors.CpuTemperatureC);
        Assert.Null(Sensors.BatteryPercent);
        Assert.Null(Sensors.SupplyVolts);
        Assert.Null(Sensors.SupplyMilliamperes);
        Assert.Null(Sensors.ClockChip);
    }

    [Fact]
    public void Temperature_is_the_processors_and_not_that_of_another_chip()
    {
        Write("hwmon/hwmon0/name", "nvme");
        Write("hwmon/hwmon0/temp1_input", "71000");
        Write("hwmon/hwmon1/name", "cpu_thermal");
        Write("hwmon/hwmon1/temp1_input", "48312");

        Assert.Equal(48.312, Sensors.CpuTemperatureC);
    }

    [Fact]
    public void Thermal_zone_is_asked_where_hwmon_has_no_processor()
    {
        Write("thermal/thermal_zone0/temp", "-1500");

        Assert.Equal(-1.5, Sensors.CpuTemperatureC);
    }

    [Fact]
    public void Power_monitor_gives_volts_and_milliamperes()
    {
        Write("hwmon/hwmon2/name", "ina219");
        Write("hwmon/hwmon2/in0_input", "12");
        Write("hwmon/hwmon2/in1_input", "3712");
        Write("hwmon/hwmon2/curr1_input", "-284");

        Assert.Equal(3.712, Sensors.SupplyVolts);
        Assert.Equal(-284, Sensors.SupplyMilliamperes);
    }

    [Fact]
    public void Fuel_gauge_gives_charge_volts_and_milliamperes_and_a_mains_supply_gives_none()
    {
        Write("power_supply/ac/type", "Mains");
        Write("power_supply/ac/voltage_now", "5000000");
        Write("power_supply/bat/type", "Battery");
        Write("power_supply/bat/capacity", "87");
        Write("power_supply/bat/voltage_now", "4056250");
        Write("power_supply/bat/current_now", "152000");

        Assert.Equal(87, Sensors.BatteryPercent);
        Assert.Equal(4.05625, Sensors.SupplyVolts);
        Assert.Equal(152, Sensors.SupplyMilliamperes);
    }

    [Fact]
    public void Clock_chip_is_named_by_its_driver()
    {
        Write("rtc/rtc0/name", "rtc-ds1307 1-0068");

        Assert.Equal("rtc-ds1307", Sensors.ClockChip);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("99999999999999999999")]
    public void Sensor_that_gives_no_number_counts_as_none(string content)
    {
        Write("power_supply/bat/type", "Battery");
        Write("power_supply/bat/capacity", content);

        Assert.Null(Sensors.BatteryPercent);
    }

    private void Write(string path, string content)
    {
        string file = Path.Combine(_sysfs.Path, "class", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content + "\n");
    }
}
