namespace EdgeEcg.Monitor.Configuration;

/// <summary>What reads the board's own sensors.</summary>
public enum BoardAccess
{
    /// <summary>Drivers of the kernel, through sysfs.</summary>
    Kernel,

    /// <summary>Iot.Device.Bindings, in builds that have it.</summary>
    IotDeviceBindings,
}
