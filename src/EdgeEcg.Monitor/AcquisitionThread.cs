using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;

namespace EdgeEcg.Monitor;

/// <summary>
/// The thread that reads the chip. It does nothing else: every frame becomes microvolts and goes into a
/// bounded queue, whatever the network or the disk are doing. Allocates nothing per sample. A body's chip
/// does not wait, so there it asks the kernel to come before others.
/// </summary>
public sealed class AcquisitionThread : IDisposable
{
    /// <summary>As the kernel shows it to others, in /proc/PID/task/ID/comm.</summary>
    public const string ThreadName = "acquire";

    private readonly Ads1292Acquisition _acquisition;
    private readonly LeadMonitor _leads;
    private readonly TimeProvider _time;
    private readonly BoundedQueue<SampleFrame> _queue;
    private readonly Func<bool> _signalEnded;
    private readonly Thread _thread;
    private readonly bool _inRealTime;
    private readonly ManualResetEventSlim _scheduled = new();
    private volatile bool _stopping;
    private long _utcOffsetTicks;
    private uint _leadsOff;
    private long _turns;
    private long _samplesRead;

    /// <param name="connection">The chip's bus and lines; its clock dates the samples.</param>
    /// <param name="settings">How the chip is set up.</param>
    /// <param name="queue">
    /// Receives the frames; completed when the signal ends or acquisition is stopped.
    /// </param>
    /// <param name="signalEnded">
    /// True when a replayed signal has no more to give; a body's never ends.
    /// </param>
    /// <param name="inRealTime">
    /// Ask for real-time scheduling; not where samples come as fast as they are taken, which would leave the
    /// core to nobody else.
    /// </param>
    public AcquisitionThread(
        Ads1292Connection connection,
        Ads1292Settings settings,
        BoundedQueue<SampleFrame> queue,
        Func<bool> signalEnded,
        bool inRealTime)
    {
        _acquisition = new Ads1292Acquisition(new Ads1292.Ads1292(connection, settings), connection.Time);
        _leads = new LeadMonitor(settings.LeadOff.Watched, settings.Rate.SampleRate);
        _time = connection.Time;
        _queue = queue;
        _signalEnded = signalEnded;
        _inRealTime = inRealTime;
        _thread = new Thread(Run) { Name = ThreadName };
    }

    /// <summary>What was read, what was lost, and why.</summary>
    public FrameCounters Counters => _acquisition.Counters;

    /// <summary>Samples that the chip has given.</summary>
    public long SamplesRead => Volatile.Read(ref _samplesRead);

    /// <summary>Rises while the thread lives, whether or not the chip gives anything.</summary>
    public long Turns => Volatile.Read(ref _turns);

    /// <summary>Why the chip had to be started anew; null while all has been well.</summary>
    public string? LastFault => _acquisition.LastFailure?.Message;

    /// <summary>Why the chip gives nothing at this moment; null while it does.</summary>
    public string? Fault => _acquisition.IsRunning ? null : LastFault;

    /// <summary>How the kernel treats the thread; known once it has been started.</summary>
    public ThreadScheduling Scheduling { get; private set; }

    /// <summary>Electrodes that are off, debounced.</summary>
    public Electrodes LeadsOff => (Electrodes)Volatile.Read(ref _leadsOff);

    /// <summary>The wall clock at a moment of the monotonic clock that dates the samples.</summary>
    public DateTimeOffset WallTime(long timestampNs) => new(
        Interlocked.Read(ref _utcOffsetTicks) + (timestampNs / TimeSpan.NanosecondsPerTick), TimeSpan.Zero);

    /// <summary>
    /// Brings the chip up, so that wrong wiring is told at once, and starts reading. A chip that does not
    /// answer is tried again and again, as one that falls silent later; <see cref="Fault"/> tells meanwhile.
    /// </summary>
    public void Start()
    {
        _acquisition.TryStart();
        NoteClock();
        _thread.Start();
        _scheduled.Wait();
    }

    public void Dispose()
    {
        _stopping = true;
        _queue.Complete();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _acquisition.Dispose();
        _scheduled.Dispose();
    }

    private void Run()
    {
        Scheduling = _inRealTime ? RealTimeScheduling.TryRaiseThisThread() : ThreadScheduling.Ordinary;
        _scheduled.Set();
        while (!_stopping)
        {
            Volatile.Write(ref _turns, _turns + 1);
            FrameOutcome outcome = _acquisition.Read(out Ads1292Frame frame);
            if (outcome is FrameOutcome.Ok or FrameOutcome.Gap)
            {
                _leads.Update(frame, out _);
                Volatile.Write(ref _leadsOff, (uint)_leads.LeadsOff);
                _queue.Add(ToSample(frame));
                Volatile.Write(ref _samplesRead, _samplesRead + 1);
            }
            else if (_signalEnded())
            {
                break;
            }

            NoteClock();
        }

        _queue.Complete();
    }

    private SampleFrame ToSample(in Ads1292Frame frame)
    {
        bool lead1 = (_leads.LeadsOff & Electrodes.Channel1) == 0 && !frame.Channel1Saturated;
        bool lead2 = (_leads.LeadsOff & Electrodes.Channel2) == 0 && !frame.Channel2Saturated;
        return new SampleFrame(
            frame.SampleIndex,
            frame.EdgeTimestampNs,
            frame.LostBefore,
            _acquisition.Channel1Scale.Microvolts(frame.Channel1Code),
            _acquisition.Channel2Scale.Microvolts(frame.Channel2Code),
            (lead1 ? 1u : 0) | (lead2 ? 2u : 0))
        {
            Channel1Code = frame.Channel1Code,
            Channel2Code = frame.Channel2Code,
        };
    }

    private void NoteClock() => Interlocked.Exchange(
        ref _utcOffsetTicks, _time.GetUtcNow().UtcTicks - (_time.NowNs() / TimeSpan.NanosecondsPerTick));
}
