namespace EdgeEcg.Monitor.Configuration;

/// <summary>What reaches the chip's bus and lines.</summary>
public enum HardwareAccess : byte
{
    /// <summary>The interfaces of Linux itself; in every build.</summary>
    Kernel,

    /// <summary>System.Device.Gpio; in builds with the NuGet packages.</summary>
    SystemDeviceGpio,
}
