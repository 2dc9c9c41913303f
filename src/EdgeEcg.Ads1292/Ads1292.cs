namespace EdgeEcg.Ads1292;

/// <summary>
/// Driver of the TI ADS1291, ADS1292 and ADS1292R: two 24-bit channels for ECG on SPI, a falling edge of DRDY
/// per sample. Nothing is believed that was not read back: identity, every register, and the first frame's
/// marker are checked, and a failure names what was written, what was read and what usually causes it. While
/// a stream lives, the chip's configuration is out of reach. Not thread safe.
/// </summary>
public sealed class Ads1292
{
    /// <summary>A failed bring-up costs over a second; what three do not cure wants a technician.</summary>
    public const int BringUpAttempts = 3;

    private readonly Ads1292Connection _connection;
    private readonly ChipLink _link;
    private Ads1292Stream? _stream;
    private bool _configured;

    public Ads1292(Ads1292Connection connection, Ads1292Settings settings)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.ClockHz, SlowestClockHz(settings.Rate));
        _connection = connection;
        Settings = settings;
        _link = new ChipLink(connection.Bus, settings.ClockHz);
    }

    public Ads1292Settings Settings { get; private set; }

    /// <summary>Which chip answered; known after <see cref="BringUp"/>.</summary>
    public Ads1292Variant Variant { get; private set; }

    /// <summary>Brought up, and not lost since: it can be configured and started.</summary>
    public bool IsUp => _configured;

    /// <summary>Reset, identify, write every register, read every one back. Takes a good second.</summary>
    /// <exception cref="Ads1292Exception">All attempts failed; the last one's reason.</exception>
    public void BringUp()
    {
        ThrowIfStreaming();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                BringUpOnce();
                return;
            }
            catch (Ads1292Exception failure)
                when (attempt < BringUpAttempts && IsWorthRetrying(failure.Fault))
            {
                _connection.Time.PauseFor(ChipTiming.ReferenceSettling);
            }
        }
    }

    /// <summary>Other settings for a chip that is up; its clock and connection stay.</summary>
    /// <exception cref="Ads1292Exception">A register did not take its value.</exception>
    public void Configure(Ads1292Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfNotEqual(settings.ClockHz, Settings.ClockHz);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.ClockHz, SlowestClockHz(settings.Rate));
        ThrowIfStreaming();
        ThrowIfNotUp();
        _configured = false;
        Settings = settings;
        WriteRegisters();
        VerifyRegisters();
        _configured = true;
    }

    public byte ReadRegister(Ads1292Register register)
    {
        ThrowIfStreaming();
        return _link.Read(register);
    }

    /// <summary>
    /// Starts conversions and sees the first frame arrive before it returns. The chip sometimes powers up
    /// deaf, with good registers and frames of zeros; it is then brought up again.
    /// </summary>
    /// <param name="previous">
    /// The stream that this one continues, disposed already: sample index, rate and counters go on, and the
    /// time between the two becomes a gap.
    /// </param>
    /// <exception cref="Ads1292Exception">No frame came, or none that is one.</exception>
    public Ads1292Stream StartStreaming(Ads1292Stream? previous = null)
    {
        ThrowIfStreaming();
        ThrowIfNotUp();
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                _stream = StartOnce(previous);
                return _stream;
            }
            catch (Ads1292Exception failure)
                when (attempt < BringUpAttempts && IsWorthRetrying(failure.Fault))
            {
                BringUp();
            }
        }
    }

    /// <summary>Called by the stream as it ends: conversions off, registers reachable again.</summary>
    internal void EndStreaming()
    {
        _stream = null;
        _configured = TryStopConversions();
    }

    /// <summary>Gives the chip up as it is; the next bring-up writes these settings.</summary>
    internal void Abandon(Ads1292Settings settings)
    {
        Settings = settings;
        _configured = false;
    }

    private void BringUpOnce()
    {
        _configured = false;
        PowerUp();
        _link.Send(Ads1292Command.Reset);
        _connection.Time.PauseFor(ChipTiming.AfterReset);
        _link.Send(Ads1292Command.StopReadDataContinuously);
        Identify();
        WriteReference();
        WriteRegisters();
        VerifyRegisters();
        _configured = true;
    }

    /// <summary>
    /// With the reset pin, from the beginning of the flow chart of SBAS502B; without it the chip has long
    /// been on.
    /// </summary>
    private void PowerUp()
    {
        Set(_connection.Start, "START", high: false);
        if (_connection.Reset is not null)
        {
            Set(_connection.Reset, "PWDN/RESET", high: false);
            _connection.Time.PauseFor(ChipTiming.ResetPulse);
            Set(_connection.Reset, "PWDN/RESET", high: true);
            _connection.Time.PauseFor(ChipTiming.PowerUp);
        }
    }

    private void Identify()
    {
        byte first = _link.Read(Ads1292Register.Id, out byte preamble);
        byte second = _link.Read(Ads1292Register.Id);
        if (ChipDiagnosis.OfIdentity(preamble, first, second) is { } fault)
        {
            throw fault;
        }

        Variant = IdRegister.FromByte(first).Variant;
        if (Settings.Respiration is not null && Variant != Ads1292Variant.Ads1292R)
        {
            throw new Ads1292Exception(ChipFault.Unsupported,
                $"The settings ask for respiration and the chip is an {Variant}", "only the ADS1292R has it");
        }
    }

    /// <summary>The reference first: nothing measures right until it has settled.</summary>
    private void WriteReference()
    {
        Write(Ads1292Register.Config2);
        _connection.Time.PauseFor(ChipTiming.ReferenceSettling);
    }

    private void WriteRegisters()
    {
        foreach (Ads1292Register register in RegisterImage.WriteOrder)
        {
            Write(register);
        }
    }

    private void Write(Ads1292Register register) =>
        _link.Write(register, RegisterImage.ValueOf(register, Settings, Variant));

    private void VerifyRegisters()
    {
        foreach (Ads1292Register register in RegisterImage.WriteOrder)
        {
            byte written = RegisterImage.ValueOf(register, Settings, Variant);
            byte read = _link.Read(register);
            if (((written ^ read) & RegisterImage.ReadBackMask(register)) != 0)
            {
                throw Ads1292Exception.Mismatch(register, written, read);
            }
        }
    }

    private Ads1292Stream StartOnce(Ads1292Stream? previous)
    {
        Ads1292Stream stream = new(this, _connection, _link, previous);
        try
        {
            stream.AwaitSilence();
            StartConversions();
            stream.AwaitFirstFrame();
            return stream;
        }
        catch (Ads1292Exception)
        {
            TryStopConversions();
            throw;
        }
    }

    private void StartConversions()
    {
        if (_connection.Start is null)
        {
            _link.Send(Ads1292Command.Start);
        }
        else
        {
            Set(_connection.Start, "START", high: true);
        }

        if (Settings.ReadMode == ReadMode.Continuous)
        {
            _link.Send(Ads1292Command.ReadDataContinuously);
        }
    }

    private bool TryStopConversions()
    {
        bool quiet = _link.TrySend(Ads1292Command.StopReadDataContinuously) == SpiOutcome.Ok;
        bool stopped = _connection.Start is { } start
            ? start.TrySet(high: false)
            : _link.TrySend(Ads1292Command.Stop) == SpiOutcome.Ok;
        return quiet && stopped;
    }

    /// <summary>A frame with its opcode in half of the time between two samples.</summary>
    private static int SlowestClockHz(DataRate rate) => 2 * ChipLink.FrameBits * rate.Hz;

    private static bool IsWorthRetrying(ChipFault fault) => fault
        is not ChipFault.Unsupported and not ChipFault.BusRefused and not ChipFault.LineFault
            and not ChipFault.LineTaken and not ChipFault.StartPinHigh;

    private static void Set(IOutputLine? line, string name, bool high)
    {
        if (line?.TrySet(high) == false)
        {
            throw new Ads1292Exception(ChipFault.LineFault, $"The {name} line could not be driven",
                "its GPIO chip vanished or the line was taken away");
        }
    }

    private void ThrowIfStreaming()
    {
        if (_stream is not null)
        {
            throw new InvalidOperationException("The chip is streaming; dispose the stream first.");
        }
    }

    private void ThrowIfNotUp()
    {
        if (!_configured)
        {
            throw new InvalidOperationException($"The chip is not configured; call {nameof(BringUp)} first.");
        }
    }
}
