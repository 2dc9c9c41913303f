using System.Globalization;
using EdgeEcg.Monitor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor;

/// <summary>The kernel's drivers, as a tree of files.</summary>
public sealed class KernelBoardBench : IBoardBench
{
    private readonly TemporaryFolder _sysfs = new();

    public KernelBoardBench()
    {
        Write("hwmon/hwmon0/name", "ina219");
        Write("rtc/rtc0/name", "rtc-ds3231 1-0068");
        Write("leds/ecg/trigger", "mmc0");
        Write("leds/ecg/max_brightness", "255");
        Write("leds/ecg/brightness", "0");
        Board = new DeviceBoard(new KernelSensors(_sysfs.Path), new KernelStatusLight("ecg", _sysfs.Path));
    }

    public DeviceBoard Board { get; }

    public bool IsLit => Read("leds/ecg/trigger") == "none" && Read("leds/ecg/brightness") == "255";

    public void SetSupply(double volts, double milliamperes)
    {
        Write("hwmon/hwmon0/in1_input", (volts * 1000).ToString("0", CultureInfo.InvariantCulture));
        Write("hwmon/hwmon0/curr1_input", milliamperes.ToString("0", CultureInfo.InvariantCulture));
    }

    public void TakeSensorsAway()
    {
        Directory.Delete(PathOf("hwmon"), recursive: true);
        Directory.Delete(PathOf("rtc"), recursive: true);
    }

    public void Dispose() => _sysfs.Dispose();

    private string PathOf(string name) => Path.Combine(_sysfs.Path, "class", name);

    private string Read(string name) => File.ReadAllText(PathOf(name));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }
}
