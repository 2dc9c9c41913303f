using System.Buffers.Binary;
using System.Device.Gpio;
using EdgeEcg.DeviceBindings;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Monitor;

namespace EdgeEcg.Tests.Packages;

/// <summary>
/// Iot.Device.Bindings over chips played at register level. INA219: bus voltage in steps of 4 mV above three
/// flag bits, shunt voltage in steps of 10 µV (SBOS448G, tables 8.6.3). INA236: bus voltage in steps of
/// 1.6 mV, current from the shunt voltage in steps of 2.5 µV (a quarter of that in the small range) times
/// what the calibration register was set to, over 2048 (SBOSA81, sections 7.6 and 8.1.2). DS3231: time in
/// BCD from register 0.
/// </summary>
public sealed class BindingsBoardBench : IBoardBench
{
    private const int Pin = 17;
    private const int PowerAddress = 0x40;
    private const int ClockAddress = 0x68;
    private const double ShuntMilliohms = 100;
    private const byte Ina236Configuration = 0;
    private const byte Ina236Calibration = 5;
    private const int Ina236SmallRange = 1 << 12;

    private readonly PowerMonitorKind _kind;
    private readonly Dictionary<int, SimulatedI2cChip> _chips;
    private readonly LevelDriver _driver = new();
    private double _volts;
    private double _milliamperes;

    public BindingsBoardBench(PowerMonitorKind kind)
    {
        _kind = kind;
        BoardConfiguration board = new(
            BoardAccess.IotDeviceBindings, 1, kind, PowerAddress, ShuntMilliohms, ClockChipKind.Ds3231,
            $"{Pin}");
        _chips = new()
        {
            [PowerAddress] = new SimulatedI2cChip(PowerAddress, ReadPower),
            [ClockAddress] = new SimulatedI2cChip(ClockAddress, ReadClock),
        };
        Board = BindingsBoard.Open(board, address => _chips[address], () => new GpioController(_driver));
    }

    public DeviceBoard Board { get; }

    public bool IsLit => _driver.IsHigh(Pin);

    public void SetSupply(double volts, double milliamperes) =>
        (_volts, _milliamperes) = (volts, milliamperes);

    public void TakeSensorsAway()
    {
        foreach (SimulatedI2cChip chip in _chips.Values)
        {
            chip.IsOnBus = false;
        }
    }

    public void Dispose()
    {
        foreach (SimulatedI2cChip chip in _chips.Values)
        {
            chip.Dispose();
        }
    }

    private byte[] ReadPower(byte register, int bytes)
    {
        double shuntMillivolts = _milliamperes * ShuntMilliohms / 1000;
        int value = (_kind, register) switch
        {
            (PowerMonitorKind.Ina219, 1) => (int)Math.Round(shuntMillivolts / 0.01),
            (PowerMonitorKind.Ina219, 2) => ((int)Math.Round(_volts / 0.004) << 3) | 0b010,
            (PowerMonitorKind.Ina236, 2) => (int)Math.Round(_volts / 0.0016),
            (PowerMonitorKind.Ina236, 4) => Ina236Current(shuntMillivolts),
            (PowerMonitorKind.Ina236, 0x3E) => 0x5449,
            (PowerMonitorKind.Ina236, 0x3F) => 0xA080,
            _ => 0,
        };
        byte[] answer = new byte[bytes];
        BinaryPrimitives.WriteInt16BigEndian(answer, unchecked((short)value));
        return answer;
    }

    private int Ina236Current(double shuntMillivolts)
    {
        SimulatedI2cChip chip = _chips[PowerAddress];
        bool isSmallRange = (chip.Written(Ina236Configuration) & Ina236SmallRange) != 0;
        double stepMillivolts = isSmallRange ? 0.0025 / 4 : 0.0025;
        return (int)Math.Round(shuntMillivolts / stepMillivolts * chip.Written(Ina236Calibration) / 2048);
    }

    /// <summary>2026-01-31 12:00:00.</summary>
    private static byte[] ReadClock(byte register, int bytes) =>
        ((byte[])[0x00, 0x00, 0x12, 0x06, 0x31, 0x01, 0x26])[register..(register + bytes)];
}
