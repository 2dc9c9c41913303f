using System.Runtime.CompilerServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// SPI through /dev/spidevB.C. A message is one ioctl: the kernel keeps chip select low over all its
/// transfers and makes the pauses after each, which is how the chip gets its time to decode bytes at any
/// clock.
/// </summary>
public sealed class SpidevBus : ISpiBus, IDisposable
{
    /// <summary>CPOL 0, CPHA 1.</summary>
    private const byte Mode1 = 1;

    /// <summary>CPOL and CPHA; the other bits are the board's business.</summary>
    private const byte ClockModeMask = 3;

    private const byte BitsPerByte = 8;

    /// <summary>A register command has three; the kernel would take 511.</summary>
    private const int MostTransfers = 8;

    /// <summary>
    /// The runtime's signals come a few times a second; more in a row means that something else is wrong.
    /// </summary>
    private const int MostInterruptions = 16;

    private readonly FileDescriptor _file;

    private SpidevBus(FileDescriptor file) => _file = file;

    /// <summary>Opens the device, sets mode 1 with 8 bits, and sees that the mode was taken.</summary>
    /// <param name="path">For instance /dev/spidev0.0.</param>
    /// <param name="highestClockHz">Limit for all transfers.</param>
    /// <exception cref="Ads1292Exception">
    /// No such device, no permission, or a controller that cannot do it.
    /// </exception>
    public static SpidevBus Open(string path, int highestClockHz = ChipTiming.MaximumClockHz)
    {
        FileDescriptor file = FileDescriptor.Open(path, out Errno error);
        if (file.IsInvalid)
        {
            throw DeviceErrors.Spi(path, "open", error);
        }

        try
        {
            Set(file, path, SpidevRequest.WriteMode, Mode1, "set SPI mode 1");
            Set(file, path, SpidevRequest.WriteBitsPerWord, BitsPerByte, "set 8 bits per word");
            Set(file, path, SpidevRequest.WriteMaxSpeedHz, (uint)highestClockHz, "set the clock");
            VerifyMode(file, path);
            return new SpidevBus(file);
        }
        catch (Ads1292Exception)
        {
            file.Dispose();
            throw;
        }
    }

    public unsafe SpiOutcome Transfer(in SpiMessage message)
    {
        int count = message.Transfers.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostTransfers);
        SpidevTransfer* transfers = stackalloc SpidevTransfer[MostTransfers];
        fixed (byte* send = message.Send)
        fixed (byte* receive = message.Receive)
        {
            int position = 0;
            for (int i = 0; i < count; i++)
            {
                SpiTransfer piece = message.Transfers[i];
                transfers[i] = new SpidevTransfer
                {
                    SendBuffer = (ulong)(send + position),
                    ReceiveBuffer = (ulong)(receive + position),
                    LengthBytes = (uint)piece.LengthBytes,
                    SpeedHz = (uint)piece.ClockHz,
                    DelayMicroseconds = checked((ushort)piece.DelayMicroseconds),
                    BitsPerWord = BitsPerByte,
                };
                position += piece.LengthBytes;
            }

            return Submit(transfers, count, position);
        }
    }

    public void Dispose() => _file.Dispose();

    private unsafe SpiOutcome Submit(SpidevTransfer* transfers, int count, int totalBytes)
    {
        uint size = (uint)SpidevRequest.MessagePerTransfer * (uint)count;
        nuint request = (uint)SpidevRequest.Message + size;
        for (int attempt = 0; attempt < MostInterruptions; attempt++)
        {
            int sent = LibC.Ioctl(_file, request, transfers);
            if (sent >= 0)
            {
                return sent == totalBytes ? SpiOutcome.Ok : SpiOutcome.Failed;
            }

            Errno error = DeviceErrors.Last;
            if (error != Errno.Interrupted)
            {
                return OutcomeOf(error);
            }
        }

        return SpiOutcome.Failed;
    }

    private static SpiOutcome OutcomeOf(Errno error) => error switch
    {
        Errno.MessageTooLong => SpiOutcome.TooLong,
        Errno.Invalid or Errno.NotSupported or Errno.NotATypewriter => SpiOutcome.Refused,
        Errno.Shutdown or Errno.NoDevice or Errno.NoDeviceOrAddress or Errno.BadFile => SpiOutcome.Gone,
        _ => SpiOutcome.Failed,
    };

    private static unsafe void Set<T>(
        FileDescriptor file, string path, SpidevRequest request, T value, string doing)
        where T : unmanaged
    {
        if (LibC.Ioctl(file, (nuint)request, Unsafe.AsPointer(ref value)) < 0)
        {
            throw DeviceErrors.Spi(path, doing, DeviceErrors.Last);
        }
    }

    /// <summary>Some controllers take a mode that they cannot do and quietly keep another.</summary>
    private static unsafe void VerifyMode(FileDescriptor file, string path)
    {
        byte mode;
        if (LibC.Ioctl(file, (nuint)SpidevRequest.ReadMode, &mode) < 0)
        {
            throw DeviceErrors.Spi(path, "read back the SPI mode", DeviceErrors.Last);
        }

        if ((mode & ClockModeMask) != Mode1)
        {
            throw new Ads1292Exception(
                ChipFault.BusRefused, $"{path}: SPI mode 1 was set and mode {mode} read back",
                "the controller cannot do it: use SPI0, not the auxiliary SPI1 or SPI2");
        }
    }
}
