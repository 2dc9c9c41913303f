namespace EdgeEcg.Ads1292;

/// <summary>
/// Samples from a chip that is left alone for weeks. Where nothing good has come for a second, the chip is
/// stopped, brought up from its reset and started again, at growing intervals and without end; the time it
/// was away is a gap like any other. Nothing here throws after <see cref="Start"/>: what happens is an
/// outcome and a counter. Not thread safe.
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
    public FrameCounters Counters => Latest.Counters;

    public ChannelScale Channel1Scale => Latest.Channel1Scale;

    public ChannelScale Channel2Scale => Latest.Channel2Scale;

    public long NextSampleIndex => Latest.NextSampleIndex;

    public double TrueRateHz => Latest.TrueRateHz;

    public bool IsRunning => _stream is not null;

    private Ads1292Stream Latest => _stream ?? _previous
        ?? throw new InvalidOperationException($"call {nameof(Start)} first");

    /// <summary>The first bring-up, whose failure is for a human to read.</summary>
    /// <exception cref="Ads1292Exception">The chip cannot be used.</exception>
    public void Start()
    {
        _driver.BringUp();
        _stream = _driver.StartStreaming();
        _lastGoodTimestamp = _time.GetTimestamp();
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
            _stream = _driver.StartStreaming(_previous);
            _previous = null;
            _lastGoodTimestamp = _time.GetTimestamp();
        }
        catch (Ads1292Exception failure)
        {
            LastFailure = failure;
            _downSinceTimestamp = _time.GetTimestamp();
            _backOff = _backOff * 2 < LongestBackOff ? _backOff * 2 : LongestBackOff;
        }
    }

    private void GoDown(Ads1292Exception reason)
    {
        LastFailure = reason;
        _previous = _stream;
        _stream!.Dispose();
        _stream = null;
        _downSinceTimestamp = _time.GetTimestamp();
    }

    private Ads1292Exception ReasonFor(FrameOutcome outcome) =>
        ChipDiagnosis.OfSilence(outcome, Latest, SilenceLimit);
}
