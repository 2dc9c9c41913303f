namespace EdgeEcg.Ads1292;

/// <summary>
/// Samples from a chip that is left alone for weeks. Where nothing good has come for a second, the chip is
/// stopped, brought up from its reset and started again, at growing intervals and without end; the time it
/// was away is a gap like any other. Nothing but <see cref="Start"/> throws: what happens is an outcome and a
/// counter. Not thread safe.
/// </summary>
public sealed class Ads1292Acquisition : IDisposable
{
    /// <summary>Longer than any scheduling delay, short against what a wearer would miss.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestBackOff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(60);

    /// <summary>
    /// One call of <see cref="Read"/> waits no longer than this, so that the caller can stop or report.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly Ads1292 _driver;
    private readonly TimeProvider _time;
    private readonly FrameCounters _beforeFirst = new();
    private Ads1292Stream? _stream;
    private Ads1292Stream? _previous;
    private TimeSpan _backOff = ShortestBackOff;
    private long _lastGoodTimestamp;
    private long _downSinceTimestamp;

    /// <param name="driver">A driver of which nobody else has a stream.</param>
    /// <param name="time">The clock of its connection.</param>
    public Ads1292Acquisition(Ads1292 driver, TimeProvider time)
    {
        _driver = driver;
        _time = time;
    }

    /// <summary>Why the chip had to be restarted, or could not be; null while all has been well.</summary>
    public Ads1292Exception? LastFailure { get; private set; }

    /// <summary>Counters since the first start, across restarts.</summary>
    public FrameCounters Counters => (_stream ?? _previous)?.Counters ?? _beforeFirst;

    public ChannelScale Channel1Scale => Latest.Channel1Scale;

    public ChannelScale Channel2Scale => Latest.Channel2Scale;

    public long NextSampleIndex => Latest.NextSampleIndex;

    public double TrueRateHz => Latest.TrueRateHz;

    public bool IsRunning => _stream is not null;

    private Ads1292Stream Latest => _stream ?? _previous
        ?? throw new InvalidOperationException("the chip has not run yet");

    /// <summary>The first bring-up, whose failure is for a human to read.</summary>
    /// <exception cref="Ads1292Exception">The chip cannot be used.</exception>
    public void Start()
    {
        _driver.BringUp();
        _stream = _driver.StartStreaming();
        _lastGoodTimestamp = _time.GetTimestamp();
    }

    /// <summary>
    /// The first bring-up, where nobody may be near to read why it failed: a chip that does not answer yet is
    /// one that has gone down, to be brought up again by <see cref="Read"/>.
    /// </summary>
    /// <returns>False where it failed; <see cref="LastFailure"/> says why.</returns>
    public bool TryStart()
    {
        try
        {
            Start();
            return true;
        }
        catch (Ads1292Exception failure)
        {
            NoteFailure(failure);
            return false;
        }
    }

    /// <summary>
    /// The next sample, or why there is none. Waits a fraction of a second; a restart takes a few, or a
    /// dozen.
    /// </summary>
    public FrameOutcome Read(out Ads1292Frame frame)
    {
        if (_stream is null)
        {
            frame = default;
            return WaitOrRestart();
        }

        FrameOutcome outcome = _stream.Read(out frame);
        if (outcome is FrameOutcome.Ok or FrameOutcome.Gap)
        {
            _lastGoodTimestamp = _time.GetTimestamp();
            _backOff = ShortestBackOff;
        }
        else if (outcome == FrameOutcome.LineFault || _time.GetElapsedTime(_lastGoodTimestamp) > SilenceLimit)
        {
            GoDown(ReasonFor(outcome));
        }

        return outcome;
    }

    /// <summary>Stops the chip.</summary>
    public void Dispose() => _stream?.Dispose();

    private FrameOutcome WaitOrRestart()
    {
        TimeSpan left = _backOff - _time.GetElapsedTime(_downSinceTimestamp);
        if (left > TimeSpan.Zero)
        {
            _time.PauseFor(left < LongestWait ? left : LongestWait);
        }
        else
        {
            Restart();
        }

        Counters.Count(FrameOutcome.Down);
        return FrameOutcome.Down;
    }

    private void Restart()
    {
        Counters.CountRestart();
        try
        {
            _driver.BringUp();
            Ads1292Stream stream = _driver.StartStreaming(_previous);
            if (_previous is null)
            {
                stream.Counters.GoOnFrom(_beforeFirst);
            }

            (_stream, _previous) = (stream, null);
            _lastGoodTimestamp = _time.GetTimestamp();
        }
        catch (Ads1292Exception failure)
        {
            NoteFailure(failure);
            _backOff = _backOff * 2 < LongestBackOff ? _backOff * 2 : LongestBackOff;
        }
    }

    private void NoteFailure(Ads1292Exception failure)
    {
        LastFailure = failure;
        _downSinceTimestamp = _time.GetTimestamp();
    }

    private void GoDown(Ads1292Exception reason)
    {
        _previous = _stream;
        _stream!.Dispose();
        _stream = null;
        NoteFailure(reason);
    }

    private Ads1292Exception ReasonFor(FrameOutcome outcome) =>
        ChipDiagnosis.OfSilence(outcome, Latest, SilenceLimit);
}
