using System.Device.Gpio;
using EdgeEcg.Ads1292;

namespace EdgeEcg.DeviceGpio;

/// <summary><see cref="IOutputLine"/> over System.Device.Gpio: PWDN/RESET or START.</summary>
public sealed class ControllerOutputLine : IOutputLine, IDisposable
{
    private readonly GpioController _controller;
    private readonly int _pin;

    /// <param name="controller">Its owner disposes it, after this line.</param>
    /// <param name="pin">Number by the controller's numbering.</param>
    /// <param name="high">Level to begin with, from the first moment on.</param>
    public ControllerOutputLine(GpioController controller, int pin, bool high)
    {
        _controller = controller;
        _pin = pin;
        controller.OpenPin(pin, PinMode.Output, high);
    }

    public bool TrySet(bool high)
    {
        try
        {
            _controller.Write(_pin, high);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => _controller.ClosePin(_pin);
}
