namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The serial interface, byte by byte (SBAS502B, SPI interface and command definitions). Commands act when
/// their last byte has been decoded; a command byte that ends less than 4 t_CLK after the one before it finds
/// the decoder busy, and what it belonged to is lost until chip select rises. Frames have no such limit.
/// </summary>
internal sealed class CommandInterface
{
    private const byte OpcodeMask = 0b1110_0000;
    private const byte AddressMask = 0b0001_1111;
    private const int DecodeClocks = 4;
    private const int SelectHoldClocks = 3;
    private const int ResetModulatorClocks = 9;

    private readonly SimulatedRegisters _registers;
    private readonly ConversionTimer _conversions;
    private readonly AnalogFront _analog;
    private readonly FrameOutput _output;
    private readonly SimulatedChipOptions _options;
    private readonly SimulatedFaults _faults;
    private State _state;
    private bool _continuous = true;
    private bool _standby;
    private byte _pendingCommand;
    private int _address;
    private int _remaining;
    private long _lastCommandEndNs = long.MinValue / 2;
    private long _deafUntilNs = long.MinValue;

    public CommandInterface(
        SimulatedRegisters registers, ConversionTimer conversions, AnalogFront analog, FrameOutput output,
        SimulatedChipOptions options, SimulatedFaults faults)
    {
        _faults = faults;
        _registers = registers;
        _conversions = conversions;
        _analog = analog;
        _output = output;
        _options = options;
    }

    private enum State
    {
        Opcode,
        ReadCount,
        ReadValues,
        WriteCount,
        WriteValues,
        Frame,
        Lost,
    }

    /// <summary>
    /// Power-on or reset: registers as they wake, read-data-continuous on, deaf for a while.
    /// </summary>
    public void Reset(long nowNs, long deafNs)
    {
        _registers.Reset();
        _conversions.Stop(nowNs);
        _analog.Configure(nowNs);
        if (!_options.StartPinLow)
        {
            _conversions.Start(_registers.Config1.Rate, nowNs);
        }

        _output.Reset();
        _output.Deaf = _faults.DeafResets > 0;
        _faults.DeafResets = Math.Max(0, _faults.DeafResets - 1);
        _continuous = true;
        _standby = false;
        _state = State.Opcode;
        _deafUntilNs = nowNs + deafNs;
    }

    public void Select() => _state = State.Opcode;

    /// <summary>One byte in, one byte out.</summary>
    /// <param name="sent">From the processor.</param>
    /// <param name="startNs">First SCLK edge.</param>
    /// <param name="endNs">Last SCLK edge.</param>
    public byte Exchange(byte sent, long startNs, long endNs)
    {
        if (startNs < _deafUntilNs)
        {
            return 0;
        }

        if (_state == State.Frame)
        {
            return _output.NextByte();
        }

        byte reply = Reply(startNs);
        if (_state != State.Lost && !IsIdle(sent))
        {
            Decode(sent, endNs);
        }

        return reply;
    }

    /// <summary>Chip select rises; a command whose last byte was not held long enough is forgotten.</summary>
    public void Deselect(long nowNs)
    {
        if (nowNs - _lastCommandEndNs >= SelectHoldClocks * _conversions.ClockNs)
        {
            Perform(_lastCommandEndNs);
        }

        _pendingCommand = 0;
        _output.EndFrame();
    }

    /// <summary>Zeros between commands, and while a frame is clocked out by itself, are no command.</summary>
    private bool IsIdle(byte sent) => _state == State.Opcode && sent == (byte)Ads1292Command.Nop;

    private byte Reply(long startNs) => _state switch
    {
        State.ReadValues => _registers.Read(_address),
        State.Opcode when _continuous => _output.NextByte(startNs),
        _ => 0,
    };

    private void Decode(byte sent, long endNs)
    {
        bool tooSoon = endNs - _lastCommandEndNs < DecodeClocks * _conversions.ClockNs;
        long previousEndNs = _lastCommandEndNs;
        _lastCommandEndNs = endNs;
        if (tooSoon)
        {
            _state = State.Lost;
            return;
        }

        Perform(previousEndNs);
        switch (_state)
        {
            case State.Opcode:
                DecodeOpcode(sent, endNs);
                break;
            case State.ReadCount:
                _remaining = (sent & AddressMask) + 1;
                _state = State.ReadValues;
                break;
            case State.ReadValues:
                NextAddress();
                break;
            case State.WriteCount:
                _remaining = (sent & AddressMask) + 1;
                _state = State.WriteValues;
                break;
            case State.WriteValues:
                WriteValue(sent, endNs);
                break;
        }
    }

    private void DecodeOpcode(byte sent, long endNs)
    {
        Ads1292Command group = (Ads1292Command)(sent & OpcodeMask);
        if (group is Ads1292Command.ReadRegister or Ads1292Command.WriteRegister)
        {
            _address = sent & AddressMask;
            bool reading = group == Ads1292Command.ReadRegister;
            _state = _continuous || _standby ? State.Lost : reading ? State.ReadCount : State.WriteCount;
        }
        else if (sent == (byte)Ads1292Command.ReadData && !_continuous)
        {
            _output.Snapshot(endNs);
            _state = State.Frame;
        }
        else
        {
            _pendingCommand = sent;
        }
    }

    private void WriteValue(byte value, long nowNs)
    {
        bool restartsFilter = _registers.Write(_address, value);
        _analog.Configure(nowNs);
        if (restartsFilter)
        {
            _conversions.Restart(_registers.Config1.Rate, nowNs);
        }

        NextAddress();
    }

    private void NextAddress()
    {
        _address++;
        _remaining--;
        if (_remaining == 0)
        {
            _state = State.Opcode;
        }
    }

    /// <summary>Single-byte commands act once they have been decoded undisturbed.</summary>
    private void Perform(long nowNs)
    {
        Ads1292Command command = (Ads1292Command)_pendingCommand;
        _pendingCommand = 0;
        if (command == _faults.IgnoredCommand)
        {
            return;
        }

        if (_standby && command is not Ads1292Command.Wakeup and not Ads1292Command.Reset)
        {
            return;
        }

        switch (command)
        {
            case Ads1292Command.Wakeup:
                _standby = false;
                break;
            case Ads1292Command.Standby:
                _standby = true;
                _conversions.Stop(nowNs);
                break;
            case Ads1292Command.Reset:
                Reset(nowNs, (long)(ResetModulatorClocks * _conversions.ModulatorClockNs));
                break;
            case Ads1292Command.Start when _options.StartPinLow:
                _conversions.Start(_registers.Config1.Rate, nowNs);
                break;
            case Ads1292Command.Stop when _options.StartPinLow:
                _conversions.Stop(nowNs);
                break;
            case Ads1292Command.ReadDataContinuously:
                _continuous = true;
                break;
            case Ads1292Command.StopReadDataContinuously:
                _continuous = false;
                break;
        }
    }
}
