using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Device.Spi;
using System.Globalization;
using EdgeEcg.Ads1292;

namespace EdgeEcg.DeviceGpio;

/// <summary>
/// The chip's wires as System.Device.Gpio sees them, from the same settings as the default: a spidev path, a
/// GPIO chip and line offsets.
/// </summary>
public sealed class DeviceGpioBoard : IDisposable
{
    private readonly Stack<IDisposable> _owned = [];

    private DeviceGpioBoard(Ads1292Connection connection) => Connection = connection;

    public Ads1292Connection Connection { get; }

    /// <param name="spiDevice">Such as /dev/spidev0.0: bus 0, chip select 0.</param>
    /// <param name="spiClockHz">SCLK for frames.</param>
    /// <param name="gpioChip">Such as /dev/gpiochip0.</param>
    /// <param name="dataReadyLine">Line offset of DRDY.</param>
    /// <param name="resetLine">Line offset of PWDN/RESET; null: not wired.</param>
    /// <param name="startLine">Line offset of START; null: not wired.</param>
    /// <exception cref="Ads1292Exception">
    /// A path has no numbers, or the library cannot open what it names.
    /// </exception>
    public static DeviceGpioBoard Open(
        string spiDevice, int spiClockHz, string gpioChip, int dataReadyLine, int? resetLine, int? startLine,
        TimeProvider time)
    {
        List<IDisposable> opened = [];
        try
        {
            SpiDeviceBus bus = Keep(OpenBus(spiDevice, spiClockHz));
            GpioController controller = Keep(OpenController(gpioChip));
            DeviceGpioBoard board = new(
                new Ads1292Connection
                {
                    Bus = bus,
                    DataReady = Keep(new ControllerDataReadyLine(controller, dataReadyLine, time)),
                    Time = time,
                    Reset = resetLine is { } reset
                        ? Keep(new ControllerOutputLine(controller, reset, high: true)) : null,
                    Start = startLine is { } start
                        ? Keep(new ControllerOutputLine(controller, start, high: false)) : null,
                });
            opened.ForEach(board._owned.Push);
            return board;
        }
        catch (Exception trouble) when (trouble is IOException or InvalidOperationException
            or ArgumentException or PlatformNotSupportedException or DllNotFoundException
            or UnauthorizedAccessException)
        {
            Enumerable.Reverse(opened).ToList().ForEach(part => part.Dispose());
            throw new Ads1292Exception(
                ChipFault.BusRefused,
                $"{spiDevice}, {gpioChip}: System.Device.Gpio could not open them: {trouble.Message}");
        }

        T Keep<T>(T part)
            where T : IDisposable
        {
            opened.Add(part);
            return part;
        }
    }

    /// <summary>The bus at a spidev path; one open file for commands and one for frames.</summary>
    public static SpiDeviceBus OpenBus(string spiDevice, int spiClockHz)
    {
        int[] numbers = NumbersIn(spiDevice, "/dev/spidev", 2);
        if (!File.Exists(spiDevice))
        {
            throw new IOException($"{spiDevice} is missing"); // The library would only open it later.
        }

        SpiDevice commands = OpenDevice(numbers, Math.Min(ChipTiming.SafeRegisterClockHz, spiClockHz));
        return new SpiDeviceBus(commands, OpenDevice(numbers, spiClockHz), spiClockHz);
    }

    public void Dispose()
    {
        while (_owned.TryPop(out IDisposable? part))
        {
            part.Dispose();
        }
    }

    private static SpiDevice OpenDevice(int[] numbers, int clockHz) =>
        SpiDevice.Create(new SpiConnectionSettings(numbers[0], numbers[1])
        {
            Mode = SpiMode.Mode1,
            DataBitLength = 8,
            ClockFrequency = clockHz,
        });

    /// <summary>By libgpiod 2 where it is installed, otherwise by libgpiod 1.</summary>
    private static GpioController OpenController(string gpioChip)
    {
        int number = NumbersIn(gpioChip, "/dev/gpiochip", 1)[0];
        try
        {
            return new GpioController(new LibGpiodV2Driver(number));
        }
        catch (Exception missing) when (missing is DllNotFoundException or PlatformNotSupportedException)
        {
            return new GpioController(new LibGpiodDriver(number));
        }
    }

    private static int[] NumbersIn(string path, string prefix, int count)
    {
        string[] parts = path.StartsWith(prefix, StringComparison.Ordinal)
            ? path[prefix.Length..].Split('.')
            : [];
        int[] numbers = [.. parts.Select(part =>
            int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        return numbers.Length == count && numbers.All(n => n >= 0)
            ? numbers
            : throw new ArgumentException($"'{path}' is not {prefix}{(count == 2 ? "B.C" : "N")}");
    }
}
