using System.Device.Spi;
using EdgeEcg.Ads1292;

namespace EdgeEcg.DeviceGpio;

/// <summary>
/// <see cref="ISpiBus"/> over System.Device.Gpio, for boards whose SPI is no spidev. The library moves chip
/// select with every call and knows no pause, so a message is one call. The pauses between its pieces come of
/// a clock at which a byte lasts longer than the chip needs to digest one, and the pause at the end of NOP
/// bytes that are sent after it.
/// </summary>
public sealed class SpiDeviceBus : ISpiBus, IDisposable
{
    private const int BitsPerByte = 8;
    private const int MicrosecondsPerSecond = 1_000_000;

    /// <summary>A frame with its opcode, or a register command, and NOP bytes for 8 us at 20 MHz.</summary>
    private const int MostBytes = 64;

    private readonly SpiDevice _commands;
    private readonly SpiDevice _frames;
    private readonly int _frameClockHz;
    private readonly byte[] _send = new byte[MostBytes];
    private readonly byte[] _receive = new byte[MostBytes];

    /// <param name="commands">
    /// In mode 1 at <see cref="ChipTiming.SafeRegisterClockHz"/> or slower; disposed with the bus.
    /// </param>
    /// <param name="frames">The same chip in mode 1 at the clock for frames; disposed with the bus.</param>
    /// <param name="frameClockHz">The clock of <paramref name="frames"/>.</param>
    public SpiDeviceBus(SpiDevice commands, SpiDevice frames, int frameClockHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameClockHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frameClockHz, ChipTiming.MaximumClockHz);
        _commands = commands;
        _frames = frames;
        _frameClockHz = frameClockHz;
    }

    public SpiOutcome Transfer(in SpiMessage message)
    {
        bool isCommand = message.Transfers.Length > 1;
        int clockHz = isCommand ? ChipTiming.SafeRegisterClockHz : _frameClockHz;
        int length = message.Send.Length;
        int total = length + NopBytes(message.Transfers[^1].DelayMicroseconds, clockHz);
        if (total > MostBytes)
        {
            return SpiOutcome.TooLong;
        }

        message.Send.CopyTo(_send);
        _send.AsSpan(length, total - length).Clear(); // Zero is the chip's NOP.
        try
        {
            SpiDevice device = isCommand ? _commands : _frames;
            device.TransferFullDuplex(_send.AsSpan(0, total), _receive.AsSpan(0, total));
        }
        catch (IOException)
        {
            return SpiOutcome.Failed;
        }
        catch (ObjectDisposedException)
        {
            return SpiOutcome.Gone;
        }

        _receive.AsSpan(0, length).CopyTo(message.Receive);
        return SpiOutcome.Ok;
    }

    public void Dispose()
    {
        _commands.Dispose();
        _frames.Dispose();
    }

    /// <summary>So many bytes take at least as long as the pause.</summary>
    private static int NopBytes(int delayMicroseconds, int clockHz)
    {
        long bits = (long)delayMicroseconds * clockHz;
        const long bitsOfByte = (long)BitsPerByte * MicrosecondsPerSecond;
        return (int)((bits + bitsOfByte - 1) / bitsOfByte);
    }
}
