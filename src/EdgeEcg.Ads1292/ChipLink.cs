namespace EdgeEcg.Ads1292;

/// <summary>
/// The conversation with the chip, command by command. Command bytes are transfers of their own with a pause
/// after each, so that the chip's decoding time is kept at any clock; a frame is one transfer. Buffers are
/// made once.
/// </summary>
internal sealed class ChipLink
{
    private const int RegisterMessageBytes = 3;

    private readonly ISpiBus _bus;
    private readonly SpiTransfer[] _command = new SpiTransfer[RegisterMessageBytes];
    private readonly SpiTransfer[] _frame = new SpiTransfer[1];
    private readonly byte[] _send = new byte[RegisterMessageBytes];
    private readonly byte[] _receive = new byte[RegisterMessageBytes];
    private readonly byte[] _frameSend = new byte[1 + Ads1292Frame.LengthBytes];
    private readonly byte[] _frameReceive = new byte[1 + Ads1292Frame.LengthBytes];
    private readonly int _clockHz;

    public ChipLink(ISpiBus bus, int clockHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clockHz);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clockHz, ChipTiming.MaximumClockHz);
        _bus = bus;
        _clockHz = clockHz;
        _command.AsSpan().Fill(new SpiTransfer(1, clockHz, ChipTiming.ByteSpacingMicroseconds));
    }

    public SpiOutcome TrySend(Ads1292Command command)
    {
        _send[0] = (byte)command;
        return _bus.Transfer(
            new SpiMessage(_send.AsSpan(0, 1), _receive.AsSpan(0, 1), _command.AsSpan(0, 1)));
    }

    public void Send(Ads1292Command command)
    {
        SpiOutcome outcome = TrySend(command);
        if (outcome != SpiOutcome.Ok)
        {
            throw Ads1292Exception.Bus(outcome, $"send {command}");
        }
    }

    public byte Read(Ads1292Register register) => Read(register, out _);

    /// <param name="register">Where.</param>
    /// <param name="preamble">
    /// What came back during the opcode: zero, or a frame's first byte if the chip streams.
    /// </param>
    public byte Read(Ads1292Register register, out byte preamble)
    {
        _send[0] = (byte)((byte)Ads1292Command.ReadRegister | (byte)register);
        _send[1] = 0;
        _send[2] = (byte)Ads1292Command.Nop;
        Exchange("read", register);
        preamble = _receive[0];
        return _receive[2];
    }

    public void Write(Ads1292Register register, byte value)
    {
        _send[0] = (byte)((byte)Ads1292Command.WriteRegister | (byte)register);
        _send[1] = 0;
        _send[2] = value;
        Exchange("write", register);
    }

    /// <summary>Asks for the latest frame, or takes the one that the chip puts out by itself.</summary>
    /// <param name="mode">Which of the two.</param>
    /// <param name="frame">The nine bytes; valid until the next call.</param>
    public SpiOutcome ReadFrame(ReadMode mode, out ReadOnlySpan<byte> frame)
    {
        int opcodeBytes = mode == ReadMode.OnRequest ? 1 : 0;
        int length = opcodeBytes + Ads1292Frame.LengthBytes;
        _frameSend[0] = (byte)(mode == ReadMode.OnRequest ? Ads1292Command.ReadData : Ads1292Command.Nop);
        _frame[0] = new SpiTransfer(length, _clockHz, ChipTiming.SelectHoldMicroseconds);
        SpiOutcome outcome = _bus.Transfer(
            new SpiMessage(_frameSend.AsSpan(0, length), _frameReceive.AsSpan(0, length), _frame));
        frame = _frameReceive.AsSpan(opcodeBytes, Ads1292Frame.LengthBytes);
        return outcome;
    }

    private void Exchange(string verb, Ads1292Register register)
    {
        SpiOutcome outcome = _bus.Transfer(new SpiMessage(_send, _receive, _command));
        if (outcome != SpiOutcome.Ok)
        {
            throw Ads1292Exception.Bus(outcome, $"{verb} register {Ads1292Exception.Name(register)}");
        }
    }
}
