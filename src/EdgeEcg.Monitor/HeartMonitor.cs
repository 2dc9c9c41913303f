using EdgeEcg.Ads1292;
using EdgeEcg.Core;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// The daemon: three threads and the two queues between them. The chip is read into one queue; this class's
/// own thread takes samples from it, analyses them and posts messages; the publisher delivers those. Started
/// in that order's reverse, stopped in its order, so that nothing posts to what is gone.
/// </summary>
public sealed class HeartMonitor : IDisposable
{
    /// <summary>
    /// Ten seconds at 500 SPS: longer than any pause of the garbage collector or the scheduler.
    /// </summary>
    private const int SampleQueueCapacity = 8192;

    /// <summary>Samples per wake-up of the analysing thread: 20 ms worth.</summary>
    private const double WakeEveryMs = 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly MonitorConfiguration _configuration;
    private readonly AcquisitionThread _acquisition;
    private readonly BoundedQueue<SampleFrame> _samples;
    private readonly AnomalyMonitor _monitor;
    private readonly MessageFactory _messages;
    private readonly StatusReporter _reporter;
    private readonly Recorder? _recorder;
    private readonly ClockLedger _clockLedger;
    private readonly Thread _thread;
    private readonly SampleFrame[] _batch = new SampleFrame[1024];

    /// <param name="configuration">Checked.</param>
    /// <param name="source">The chip; stays the caller's.</param>
    /// <param name="package">The model.</param>
    /// <param name="publisher">Delivers the messages; stays the caller's.</param>
    /// <param name="bootId">Of this run.</param>
    /// <param name="time">The machine's clock.</param>
    public HeartMonitor(
        MonitorConfiguration configuration,
        ChipSource source,
        ModelPackage package,
        Publisher publisher,
        string bootId,
        TimeProvider time)
    {
        _configuration = configuration;
        Ads1292Settings settings = ChipSource.Settings(configuration.Source);
        SampleRate rate = settings.Rate.SampleRate;
        _samples = new BoundedQueue<SampleFrame>(
            SampleQueueCapacity, rate.Samples(WakeEveryMs), producerWaits: source.IsSimulated);
        _acquisition = new AcquisitionThread(source.Connection, settings, _samples, source.SignalEnded);
        DeviceTopics topics = new(configuration.Mqtt.BaseTopic, configuration.Device.Id);
        ClockWatch clock = new(time);
        _messages = new MessageFactory(
            topics, bootId, source.IsSimulated, rate, package.Manifest, _acquisition.WallTime, () =>
                clock.State, time,
            message => publisher.Post(message));
        RhythmLimits limits = new(configuration.Alarms.PauseMs, configuration.Alarms.PrematurePercent);
        _monitor = new AnomalyMonitor(
            rate, package, limits, configuration.Publish.StripBeforeMs, configuration.Publish.StripAfterMs,
                _messages);
        _reporter = new StatusReporter(
            configuration, topics, bootId, source.IsSimulated, package.Manifest, publisher, clock, time);
        _clockLedger = new ClockLedger(_acquisition.WallTime, () => clock.State);
        _recorder = configuration.Recording.Enabled
            ? CreateRecorder(configuration, settings, source, bootId, time)
            : null;
        _monitor.Watcher = _recorder;
        _thread = new Thread(Run) { Name = "analyse" };
    }

    /// <summary>
    /// Beats, events and what is learned; read it when the monitor has ended, or for display.
    /// </summary>
    public AnomalyMonitor Monitor => _monitor;

    /// <summary>Sees samples and beats as they are analysed; set it before the start.</summary>
    public IMonitorWatcher? Watcher
    {
        set => _monitor.Watcher = (_recorder, value) switch
        {
            (null, _) => value,
            (_, null) => _recorder,
            _ => new MonitorWatchers(_recorder, value),
        };
    }

    public long Events => _messages.Events;

    /// <summary>What was recorded and what was not; null where nothing is to be.</summary>
    public RecordingCounters? Recording => _recorder?.Counters;

    /// <summary>Samples that the analysis was too slow for.</summary>
    public long SamplesDropped => _samples.Dropped;

    /// <exception cref="Ads1292Exception">The chip does not answer as it should.</exception>
    public void Start()
    {
        _reporter.PostInfo();
        _acquisition.Start();
        _recorder?.Start();
        _thread.Start();
    }

    /// <summary>Waits until a replayed signal has been analysed to its end; false after this time.</summary>
    public bool WaitForEnd(TimeSpan limit) => _thread.Join(limit);

    public void Dispose()
    {
        _acquisition.Dispose();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _recorder?.Dispose();
        _monitor.Dispose();
    }

    private static Recorder CreateRecorder(
        MonitorConfiguration configuration,
        Ads1292Settings settings,
        ChipSource source,
        string bootId,
        TimeProvider time)
    {
        RecordingInfo info = new(
            configuration.Device.Id, bootId, source.IsSimulated, settings.Rate.SampleRate,
            settings.Channel1Scale.MicrovoltsPerCode, settings.Channel2Scale.MicrovoltsPerCode);
        RecordingWriter writer = new(
            new RecordingDisk(), configuration.Storage.Recordings, info, configuration.Recording.Limits, time);
        return new Recorder(writer, info.Rate, producerWaits: source.IsSimulated);
    }

    private void Run()
    {
        while (!_samples.IsFinished)
        {
            int count = _samples.Take(_batch, LongestWait);
            NoteClock(_batch.AsSpan(0, count));
            _monitor.Watcher?.TakeSamples(_batch.AsSpan(0, count));
            foreach (ref readonly SampleFrame frame in _batch.AsSpan(0, count))
            {
                _monitor.Process(frame);
            }

            _reporter.PostIfDue(_monitor, _messages, _acquisition, _samples.Dropped);
        }

        _monitor.Finish();
        _reporter.PostState(_monitor, _messages, _acquisition);
    }

    private void NoteClock(ReadOnlySpan<SampleFrame> frames)
    {
        if (!frames.IsEmpty
            && _clockLedger.TryNote(frames[^1].SampleIndex, frames[^1].TimestampNs, out ClockChange change))
        {
            _recorder?.TakeClock(change.Now);
        }
    }
}
