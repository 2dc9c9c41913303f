using Microsoft.Win32.SafeHandles;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>An open file of the kernel; closed once, whatever happens.</summary>
internal sealed class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    /// <param name="descriptor">What the kernel returned; -1 makes an invalid one.</param>
    public FileDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Opens a device for reading and writing, not inherited by child processes.</summary>
    /// <param name="path">Device node.</param>
    /// <param name="error">Why the result is invalid.</param>
    public static FileDescriptor Open(string path, out Errno error)
    {
        FileDescriptor file = new(LibC.Open(path, (int)(OpenFlags.ReadWrite | OpenFlags.CloseOnExec)));
        error = file.IsInvalid ? DeviceErrors.Last : Errno.None;
        return file;
    }

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
