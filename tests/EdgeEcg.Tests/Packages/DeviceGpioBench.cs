using System.Device;
using System.Device.Gpio;
using System.Device.Spi;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.DeviceGpio;

namespace EdgeEcg.Tests.Packages;

/// <summary>
/// A bench on which the adapters of System.Device.Gpio, with that library's own controller, meet the
/// simulated chip: an SPI device and a GPIO driver stand where its Linux ones would. Time is the chip's;
/// whoever waits in it moves it to the next edge, and every edge on the way is told as the library would.
/// </summary>
internal sealed class DeviceGpioBench : TimeProvider
{
    private const int DataReadyPin = 25;
    private const int ResetPin = 24;
    private const int StartPin = 23;
    private const int FrameClockHz = 4_000_000;

    private readonly SimulatedAds1292 _chip;
    private readonly Action<int> _tellFalling;

    public DeviceGpioBench(SimulatedAds1292 chip)
    {
        _chip = chip;
        Pins pins = new(chip);
        _tellFalling = pins.TellFalling;
        GpioController controller = new(pins);
        Connection = new Ads1292Connection
        {
            Bus = new SpiDeviceBus(
                new Device(this, ChipTiming.SafeRegisterClockHz), new Device(this, FrameClockHz),
                FrameClockHz),
            DataReady = new ControllerDataReadyLine(controller, DataReadyPin, this),
            Time = this,
            Reset = new ControllerOutputLine(controller, ResetPin, high: true),
            Start = new ControllerOutputLine(controller, StartPin, high: false),
        };
    }

    public Ads1292Connection Connection { get; }

    public override long TimestampFrequency => _chip.Clock.Time.TimestampFrequency;

    public override long GetTimestamp() => _chip.Clock.NowNs;

    public override ITimer CreateTimer(
        TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Alarm alarm = new(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Tells of the edges up to now, late as an interrupt handler that had to wait.</summary>
    private bool TellEdges(TimeSpan within)
    {
        bool any = false;
        while (_chip.Wait(any ? TimeSpan.Zero : within, out _) == EdgeOutcome.Edge)
        {
            any = true;
            _tellFalling(DataReadyPin);
        }

        return any;
    }

    private sealed class Alarm(DeviceGpioBench bench, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan && !bench.TellEdges(dueTime))
            {
                callback(state);
            }

            return true;
        }

        public void Dispose()
        {
            // Fired already: nothing is pending.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>One transfer, all bytes at one clock, and chip select up at once.</summary>
    private sealed class Device(DeviceGpioBench bench, int clockHz) : SpiDevice
    {
        public override SpiConnectionSettings ConnectionSettings =>
            new(0, 0) { Mode = SpiMode.Mode1, ClockFrequency = clockHz };

        public override void Read(Span<byte> buffer) => TransferFullDuplex(new byte[buffer.Length], buffer);

        public override void Write(ReadOnlySpan<byte> buffer) =>
            TransferFullDuplex(buffer, new byte[buffer.Length]);

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            SpiTransfer[] one = [new SpiTransfer(writeBuffer.Length, clockHz, 0)];
            SpiOutcome outcome = bench._chip.Transfer(new SpiMessage(writeBuffer, readBuffer, one));
            bench.TellEdges(TimeSpan.Zero);
            if (outcome is not SpiOutcome.Ok)
            {
                throw new IOException($"Error {outcome}. Cannot write to the SPI device.");
            }
        }
    }

    private sealed class Pins(SimulatedAds1292 chip) : GpioDriver
    {
        private readonly Dictionary<int, PinMode> _modes = [];
        private readonly Dictionary<int, PinChangeEventHandler> _falling = [];

        protected override int PinCount => 40;

        public void TellFalling(int pin)
        {
            if (_falling.TryGetValue(pin, out PinChangeEventHandler? told))
            {
                told(this, new PinValueChangedEventArgs(PinEventTypes.Falling, pin));
            }
        }

        public override ComponentInformation QueryComponentInformation() => new(this, "Simulated pins");

        protected override void OpenPin(int pinNumber) => _modes[pinNumber] = PinMode.Input;

        protected override void ClosePin(int pinNumber) => _modes.Remove(pinNumber);

        protected override void SetPinMode(int pinNumber, PinMode mode) => _modes[pinNumber] = mode;

        protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

        protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

        protected override PinValue Read(int pinNumber) => PinValue.High;

        protected override void Write(int pinNumber, PinValue value)
        {
            Assert.Equal(PinMode.Output, _modes[pinNumber]);
            (pinNumber == ResetPin ? chip.ResetPin : chip.StartPin).TrySet(value == PinValue.High);
        }

        protected override WaitForEventResult WaitForEvent(
            int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
            throw new NotSupportedException("the adapter does not wait this way");

        protected override void AddCallbackForPinValueChangedEvent(
            int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
        {
            Assert.Equal((PinMode.Input, PinEventTypes.Falling), (_modes[pinNumber], eventTypes));
            _falling[pinNumber] = callback;
        }

        protected override void RemoveCallbackForPinValueChangedEvent(
            int pinNumber, PinChangeEventHandler callback) => _falling.Remove(pinNumber);
    }
}
