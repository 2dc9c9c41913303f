namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The chip, its bus and its DRDY line, at the level of bytes, edges and nanoseconds, in virtual time as a
/// rule: transfers take as long as their clock says, waits move on to the next edge, and nothing else takes
/// any time at all. The driver on top is the real one. Not thread safe.
/// </summary>
public sealed class SimulatedAds1292 : ISpiBus, IDataReadyLine
{
    private const double NanosecondsPerSecond = 1e9;
    private const int BitsPerByte = 8;

    /// <summary>t_POR, 2^12 t_MOD: the chip answers nothing before.</summary>
    private const int PowerOnModulatorClocks = 1 << 12;

    /// <summary>After the reset pin rises: 18 t_CLK.</summary>
    private const double ResetPinModulatorClocks = 18.0 / 4;

    /// <summary>PWDN/RESET low for 2^9 t_MOD powers the chip down.</summary>
    private const int PowerDownModulatorClocks = 1 << 9;

    private readonly SimulatedChipOptions _options;
    private readonly SimulatedRegisters _registers;
    private readonly ConversionTimer _conversions;
    private readonly AnalogFront _analog;
    private readonly FrameOutput _output;
    private readonly CommandInterface _commands;
    private readonly DataReadyOutput _dataReady;
    private long _messages;
    private long _resetLowSinceNs;
    private bool _resetLow;
    private byte _previousReply;

    /// <param name="source">What the electrodes carry.</param>
    /// <param name="options">
    /// The chip and its surroundings; by default a healthy ADS1292 without noise.
    /// </param>
    /// <param name="clock">What moves it; by default virtual time of its own.</param>
    public SimulatedAds1292(
        IElectrodeSource source, SimulatedChipOptions? options = null, ISimulationClock? clock = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        Clock = clock ?? new VirtualClock();
        _options = options ?? new SimulatedChipOptions();
        _registers = new SimulatedRegisters(_options, Faults);
        _conversions = new ConversionTimer(_options.ClockErrorPartsPerMillion, source.LengthSamples);
        _analog = new AnalogFront(_options, _registers, source);
        _output = new FrameOutput(_conversions, _analog);
        _commands = new CommandInterface(_registers, _conversions, _analog, _output, _options, Faults);
        _dataReady = new DataReadyOutput(_conversions, Faults, _options.EdgeQueueCapacity);
        ResetPin = new Pin(DriveReset);
        StartPin = new Pin(DriveStart);
        LengthSamples = source.LengthSamples;
        PowerOn();
    }

    public ISimulationClock Clock { get; }

    public SimulatedFaults Faults { get; } = new();

    /// <summary>Messages seen on the bus so far, failed ones included.</summary>
    public long Messages => _messages;

    /// <summary>Conversions ended since the chip first started, read or not.</summary>
    public long Conversions => _conversions.CompletedBy(Clock.NowNs);

    public long LengthSamples { get; }

    /// <summary>The source has nothing more: DRDY stays silent from here on.</summary>
    public bool SignalEnded => Conversions >= LengthSamples;

    public IOutputLine ResetPin { get; }

    public IOutputLine StartPin { get; }

    /// <summary>The chip as a driver meets it, wired without reset and start lines.</summary>
    public Ads1292Connection Connection => new() { Bus = this, DataReady = this, Time = Clock.Time };

    /// <summary>The same with both lines wired.</summary>
    public Ads1292Connection ConnectionWithPins => Connection with { Reset = ResetPin, Start = StartPin };

    public SpiOutcome Transfer(in SpiMessage message)
    {
        _messages++;
        Advance(_options.SelectGapNs);
        if (_messages == Faults.FailMessageNumber)
        {
            return Faults.FailWith;
        }

        _commands.Select();
        int position = 0;
        foreach (SpiTransfer transfer in message.Transfers)
        {
            long byteNs = (long)(BitsPerByte * NanosecondsPerSecond / transfer.ClockHz);
            for (int end = position + transfer.LengthBytes; position < end; position++)
            {
                long startNs = Clock.NowNs;
                Advance(byteNs);
                byte reply = _resetLow
                    ? (byte)0
                    : _commands.Exchange(message.Send[position], startNs, Clock.NowNs);
                message.Receive[position] = reply;
            }

            Advance(transfer.DelayMicroseconds * 1000L);
        }

        _commands.Deselect(Clock.NowNs);
        Distort(message.Receive);
        return SpiOutcome.Ok;
    }

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        long deadlineNs = Clock.NowNs + (timeout.Ticks * TimeSpan.NanosecondsPerTick);
        while (!_dataReady.TryTake(Clock.NowNs, out edge))
        {
            if (_dataReady.NextEdgeNs is not { } nextNs || nextNs > deadlineNs)
            {
                Clock.AdvanceTo(deadlineNs);
                return EdgeOutcome.None;
            }

            Clock.AdvanceTo(nextNs);
        }

        return EdgeOutcome.Edge;
    }

    /// <summary>Cuts the supply and gives it back.</summary>
    public void PowerOn()
    {
        long deafNs = _options.PoweredForLong
            ? 0
            : (long)(PowerOnModulatorClocks * _conversions.ModulatorClockNs);
        _commands.Reset(Clock.NowNs, deafNs);
    }

    private void Advance(long ns) => Clock.AdvanceTo(Clock.NowNs + ns);

    /// <summary>What the wires do to the chip's answer.</summary>
    private void Distort(Span<byte> reply)
    {
        if (Faults.StuckReply is { } level)
        {
            reply.Fill(level);
            return;
        }

        if (Faults.OneByteLate && reply.Length > Ads1292Frame.LengthBytes - 1)
        {
            reply[..^1].CopyTo(reply[1..]);
            reply[0] = byte.MaxValue;
        }

        if (_options.SpiMode != 1)
        {
            ShiftOneBit(reply);
        }
    }

    /// <summary>On the wrong clock edge the processor sees each bit one clock late.</summary>
    private void ShiftOneBit(Span<byte> reply)
    {
        for (int i = 0; i < reply.Length; i++)
        {
            byte original = reply[i];
            reply[i] = (byte)((original >> 1) | (_previousReply << (BitsPerByte - 1)));
            _previousReply = original;
        }
    }

    private void DriveReset(bool high)
    {
        if (!high)
        {
            _resetLow = true;
            _resetLowSinceNs = Clock.NowNs;
            return;
        }

        double lowClocks = (Clock.NowNs - _resetLowSinceNs) / _conversions.ModulatorClockNs;
        if (_resetLow && lowClocks >= 1)
        {
            double deafClocks = lowClocks > PowerDownModulatorClocks
                ? PowerOnModulatorClocks
                : ResetPinModulatorClocks;
            _commands.Reset(Clock.NowNs, (long)(deafClocks * _conversions.ModulatorClockNs));
        }

        _resetLow = false;
    }

    private void DriveStart(bool high)
    {
        if (high)
        {
            _conversions.Start(_registers.Config1.Rate, Clock.NowNs);
        }
        else
        {
            _conversions.Stop(Clock.NowNs);
        }
    }

    private sealed class Pin(Action<bool> drive) : IOutputLine
    {
        public bool TrySet(bool high)
        {
            drive(high);
            return true;
        }
    }
}
