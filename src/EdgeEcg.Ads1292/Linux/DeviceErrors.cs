using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// From an error number to the sentence that helps: what was tried, what the kernel said, what to do.
/// </summary>
internal static class DeviceErrors
{
    public static Errno Last => (Errno)Marshal.GetLastPInvokeError();

    public static Ads1292Exception Spi(string path, string doing, Errno error) =>
        new(ChipFault.BusRefused, Found(path, doing, error), error switch
        {
            Errno.NoEntry => "SPI is not enabled: dtparam=spi=on on a Raspberry Pi, jetson-io on a Jetson",
            Errno.PermissionDenied => "the user is not in the group 'spi'",
            Errno.Invalid => "the controller cannot do SPI mode 1: use SPI0, not the auxiliary SPI1 or SPI2",
            _ => "the SPI driver; see dmesg",
        });

    public static Ads1292Exception Gpio(string path, string doing, Errno error) =>
        new(error == Errno.Busy ? ChipFault.LineTaken : ChipFault.LineFault, Found(path, doing, error),
            error switch
        {
            Errno.NoEntry => "another GPIO chip number on this kernel; name the chip by its label instead",
            Errno.PermissionDenied => "the user is not in the group 'gpio'",
            Errno.Busy => "another program or a device-tree overlay holds the line; gpioinfo tells which",
            Errno.Invalid => "the chip has no such line, or the kernel is older than 5.10",
            _ => "the GPIO driver; see dmesg",
        });

    private static string Found(string path, string doing, Errno error) =>
        $"{path}: could not {doing}: {Marshal.GetPInvokeErrorMessage((int)error)} ({error})";
}
