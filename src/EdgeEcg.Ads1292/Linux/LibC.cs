using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// The five calls of the C library that SPI and GPIO need. An error is -1 and errno; interrupted calls are
/// begun again by the callers, because the runtime's own signals interrupt them.
/// </summary>
internal static partial class LibC
{
    /// <summary>Tests bind this name to a library of their own by an import resolver.</summary>
    public const string Library = "libc";

    /// <summary>
    /// The result is an int of the C library: a handle as wide as a pointer would not see its -1.
    /// </summary>
    [LibraryImport(
        Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Ioctl(FileDescriptor file, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(FileDescriptor file, void* buffer, nuint count);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static unsafe partial int Poll(PollRequest* requests, nuint count, int timeoutMs);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);
}
