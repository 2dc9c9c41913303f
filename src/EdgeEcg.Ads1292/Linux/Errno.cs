namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// Error numbers that are told apart (asm-generic/errno.h; the same on x86-64, arm64 and arm).
/// </summary>
internal enum Errno
{
    None = 0,
    NoEntry = 2,
    Interrupted = 4,
    NoDeviceOrAddress = 6,
    BadFile = 9,
    TryAgain = 11,
    PermissionDenied = 13,
    Busy = 16,
    NoDevice = 19,
    Invalid = 22,
    NotATypewriter = 25,
    MessageTooLong = 90,
    NotSupported = 95,
    Shutdown = 108,
}
