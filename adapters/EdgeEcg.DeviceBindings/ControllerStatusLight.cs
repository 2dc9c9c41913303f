using System.Device.Gpio;
using EdgeEcg.Monitor;

namespace EdgeEcg.DeviceBindings;

/// <summary>A LED on a line of System.Device.Gpio, lit by a high level.</summary>
internal sealed class ControllerStatusLight : IStatusLight
{
    private readonly GpioController _controller;
    private readonly int _pin;

    public ControllerStatusLight(GpioController controller, int pin)
    {
        _controller = controller;
        _pin = pin;
        controller.OpenPin(pin, PinMode.Output, PinValue.Low);
    }

    public bool TryShow(bool lit)
    {
        try
        {
            _controller.Write(_pin, lit);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
