using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
#if NUGET_PACKAGES
using EdgeEcg.DeviceBindings;
#endif

namespace EdgeEcg.Device;

/// <summary>The ways of this build to reach the board's extras, by the word of the configuration.</summary>
internal static class DeviceBoards
{
    /// <exception cref="EnvironmentException">This build does not have that way.</exception>
    public static DeviceBoard Open(BoardConfiguration board) => board.Access switch
    {
        BoardAccess.Kernel => DeviceBoard.OfKernel(board),
#if NUGET_PACKAGES
        BoardAccess.IotDeviceBindings => BindingsBoard.Open(board),
#endif
        _ => throw Packages.Missing("board.access", board.Access),
    };
}
