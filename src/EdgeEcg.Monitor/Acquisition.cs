using EdgeEcg.Ads1292;

namespace EdgeEcg.Monitor;

/// <summary>
/// The thread that reads the chip. It does nothing else: every frame becomes microvolts and goes into a bounded queue, whatever
/// the network or the disk are doing. A chip that fails is brought up again for ever, with the lost samples counted; it allocates
/// nothing per sample.
/// </summary>
public sealed class Acquisition : IDisposable
{
    /// <summary>Consecutive reads without a frame after which the chip is started anew.</summary>
    private const int FailuresUntilRestart = 20;

    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(2);

    private readonly Ads1292.Ads1292 _chip;
    private readonly TimeProvider _time;
    private readonly BoundedQueue<SampleFrame> _queue;
    private readonly Func<bool> _signalEnded;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stop = new();
    private long _utcOffsetTicks;
    private long _restarts;
    private long _lostSamples;
    private string? _lastFault;

    /// <param name="connection">The chip's bus and lines; its clock dates the samples.</param>
    /// <param name="settings">How the chip is set up.</param>
    /// <param name="queue">Receives the frames; completed when the signal ends or acquisition is stopped.</param>
    /// <param name="signalEnded">True when a replayed signal has no more to give; a body's never ends.</param>
    public Acquisition(
        Ads1292Connection connection, Ads1292Settings settings, BoundedQueue<SampleFrame> queue, Func<bool> signalEnded)
    {
        _chip = new Ads1292.Ads1292(connection, settings);
        _time = connection.Time;
        _queue = queue;
        _signalEnded = signalEnded;
        _thread = new Thread(Run) { Name = "acquire", Priority = ThreadPriority.Highest };
    }

    /// <summary>Times the chip had to be brought up again.</summary>
    public long Restarts => Interlocked.Read(ref _restarts);

    /// <summary>Samples known to be lost.</summary>
    public long LostSamples => Interlocked.Read(ref _lostSamples);

    /// <summary>What the chip last failed with, in a sentence.</summary>
    public string? LastFault => Volatile.Read(ref _lastFault);

    /// <summary>The wall clock at a moment of the monotonic clock that dates the samples.</summary>
    public DateTimeOffset WallTime(long timestampNs) => new(
        Interlocked.Read(ref _utcOffsetTicks) + timestampNs / TimeSpan.NanosecondsPerTick, TimeSpan.Zero);

    /// <summary>Brings the chip up once, so that a wrong wiring is told at once, and starts reading.</summary>
    /// <exception cref="Ads1292Exception">The chip does not answer as it should.</exception>
    public void Start()
    {
        _chip.BringUp();
        NoteClock();
        _thread.Start();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _queue.Complete();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _stop.Dispose();
    }

    private void Run()
    {
        long nextIndex = 0;
        while (!_stop.IsCancellationRequested && !_signalEnded())
        {
            try
            {
                nextIndex = Stream(nextIndex);
            }
            catch (Ads1292Exception fault)
            {
                Volatile.Write(ref _lastFault, fault.Message);
            }

            if (!_signalEnded() && !_stop.Token.WaitHandle.WaitOne(RestartWait))
            {
                TryBringUp();
            }
        }

        _queue.Complete();
    }

    private void TryBringUp()
    {
        Interlocked.Increment(ref _restarts);
        try
        {
            _chip.BringUp();
        }
        catch (Ads1292Exception fault)
        {
            Volatile.Write(ref _lastFault, fault.Message);
        }
    }

    // Reads until the chip falls silent or the signal ends; the index that comes next.
    private long Stream(long firstIndex)
    {
        using Ads1292Stream stream = _chip.StartStreaming(firstIndex);
        int failures = 0;
        long lostInEarlierStreams = LostSamples;
        while (failures < FailuresUntilRestart && !_stop.IsCancellationRequested)
        {
            FrameOutcome outcome = stream.Read(out Ads1292Frame frame);
            if (outcome is FrameOutcome.Ok or FrameOutcome.Gap)
            {
                failures = 0;
                _queue.Add(ToSample(stream, frame));
            }
            else if (outcome is FrameOutcome.LineFault || _signalEnded())
            {
                break;
            }
            else
            {
                failures++;
            }

            Interlocked.Exchange(ref _lostSamples, lostInEarlierStreams + stream.Counters.LostSamples);
            NoteClock();
        }

        return stream.NextSampleIndex;
    }

    private static SampleFrame ToSample(Ads1292Stream stream, in Ads1292Frame frame)
    {
        uint lead1 = (frame.LeadsOff & Electrodes.Channel1) == 0 && !frame.Channel1Saturated ? 1u : 0;
        uint lead2 = (frame.LeadsOff & Electrodes.Channel2) == 0 && !frame.Channel2Saturated ? 2u : 0;
        return new SampleFrame(
            frame.SampleIndex,
            frame.EdgeTimestampNs,
            frame.LostBefore,
            (float)stream.Channel1Scale.Microvolts(frame.Channel1Code),
            (float)stream.Channel2Scale.Microvolts(frame.Channel2Code),
            lead1 | lead2);
    }

    private void NoteClock()
    {
        long monotonicTicks = (long)(_time.GetTimestamp() * ((double)TimeSpan.TicksPerSecond / _time.TimestampFrequency));
        Interlocked.Exchange(ref _utcOffsetTicks, _time.GetUtcNow().UtcTicks - monotonicTicks);
    }
}
