using System.Device.Gpio;
using System.Device.I2c;
using System.Globalization;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using Iot.Device.Adc;
using Iot.Device.Rtc;
using UnitsNet;

namespace EdgeEcg.DeviceBindings;

/// <summary>
/// Puts the board's extras together from Iot.Device.Bindings, as the configuration names them.
/// </summary>
public static class BindingsBoard
{
    /// <summary>The range asked of a power monitor: what a board with a radio draws at most.</summary>
    private const double MostAmperes = 3.2;

    /// <summary>A step of the shunt voltage register (SBOS448G, 8.6.3.1).</summary>
    private const double Ina219ShuntMillivolts = 0.01;

    /// <exception cref="IOException">The bus is not there.</exception>
    public static DeviceBoard Open(BoardConfiguration board) => Open(
        board,
        address => I2cDevice.Create(new I2cConnectionSettings(board.I2cBus, address)),
        () => new GpioController());

    /// <param name="device">Opens the chip at an address.</param>
    /// <param name="controller">Opens the lines.</param>
    internal static DeviceBoard Open(
        BoardConfiguration board, Func<int, I2cDevice> device, Func<GpioController> controller) => new(
            new BindingsSensors(new KernelSensors(), PowerMonitor(board, device), Clock(board, device)),
            board.StatusLed is { } line
                ? new ControllerStatusLight(controller(), int.Parse(line, CultureInfo.InvariantCulture))
                : null);

    private static PowerReading? PowerMonitor(BoardConfiguration board, Func<int, I2cDevice> device)
    {
        switch (board.PowerMonitor)
        {
            case PowerMonitorKind.Ina219:
                Ina219 ina219 = new(device(board.PowerMonitorAddress));
                return new PowerReading(
                    () => ina219.ReadBusVoltage().Volts,
                    // The current follows from Ohm, so no calibration has to survive a brown-out of the chip.
                    () => Signed(ina219.ReadShuntVoltage().Millivolts) / board.ShuntMilliohms * 1000);
            case PowerMonitorKind.Ina236:
                Ina236 ina236 = new(
                    device(board.PowerMonitorAddress),
                    ElectricResistance.FromMilliohms(board.ShuntMilliohms),
                    ElectricCurrent.FromAmperes(MostAmperes));
                return new PowerReading(
                    () => ina236.ReadBusVoltage().Volts, () => ina236.ReadCurrent().Milliamperes);
            default:
                return null;
        }
    }

    // The binding takes the register of 16 bits, 10 µV each, for a positive number; the chip's are signed.
    private static double Signed(double millivolts) =>
        millivolts > short.MaxValue * Ina219ShuntMillivolts
            ? millivolts - (1 << 16) * Ina219ShuntMillivolts
            : millivolts;

    private static Func<DateTimeOffset>? Clock(BoardConfiguration board, Func<int, I2cDevice> device)
    {
        if (board.ClockChip is not ClockChipKind.Ds3231)
        {
            return null;
        }

        Ds3231 clock = new(device(Ds3231.DefaultI2cAddress));
        return () => clock.DateTime;
    }
}
