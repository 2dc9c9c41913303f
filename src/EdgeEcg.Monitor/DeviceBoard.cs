using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Monitor;

/// <summary>What the board has beside the ECG chip.</summary>
/// <param name="Sensors">Temperature, supply, clock.</param>
/// <param name="Light">Null where there is none.</param>
public sealed record DeviceBoard(IBoardSensors Sensors, IStatusLight? Light)
{
    /// <summary>As the kernel's drivers see it.</summary>
    public static DeviceBoard OfKernel(BoardConfiguration board) =>
        new(new KernelSensors(), board.StatusLed is { } name ? new KernelStatusLight(name) : null);
}
