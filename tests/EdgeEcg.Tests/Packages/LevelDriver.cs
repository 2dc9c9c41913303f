using System.Device.Gpio;

namespace EdgeEcg.Tests.Packages;

/// <summary>Lines that keep the level they were given.</summary>
internal sealed class LevelDriver : GpioDriver
{
    private readonly Dictionary<int, PinValue> _levels = [];

    protected override int PinCount => 40;

    public bool IsHigh(int pin) => _levels.TryGetValue(pin, out PinValue level) && level == PinValue.High;

    protected override void OpenPin(int pinNumber)
    {
    }

    protected override void ClosePin(int pinNumber) => _levels.Remove(pinNumber);

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
    }

    protected override PinMode GetPinMode(int pinNumber) => PinMode.Output;

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber) => _levels[pinNumber];

    protected override void Write(int pinNumber, PinValue value) => _levels[pinNumber] = value;

    protected override WaitForEventResult WaitForEvent(
        int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) =>
        throw new NotSupportedException("a light has no events");

    protected override void AddCallbackForPinValueChangedEvent(
        int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        throw new NotSupportedException("a light has no events");

    protected override void RemoveCallbackForPinValueChangedEvent(
        int pinNumber, PinChangeEventHandler callback) =>
        throw new NotSupportedException("a light has no events");
}
