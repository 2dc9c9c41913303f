using System.Threading.Channels;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Core;
using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using EdgeEcg.Scoring.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeEcg.Monitor;

/// <summary>
/// The daemon: three threads and the two queues between them. The chip is read into one queue; this class's
/// own thread takes samples from it, analyses them and posts messages; the publisher delivers those. Started
/// in that order's reverse, stopped in its order, so that nothing posts to what is gone.
/// </summary>
public sealed class HeartMonitor : IDisposable
{
    /// <summary>Requests of other threads that wait at most; they are people's, a few a minute.</summary>
    private const int MostRequests = 64;

    /// <summary>A disk that is well takes milliseconds; the queue of samples bears sixteen times this.
    /// </summary>
    private static readonly TimeSpan KeepPatience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly SampleIntake _intake;
    private readonly AcquisitionThread _acquisition;
    private readonly BoundedQueue<SampleFrame> _samples;
    private readonly AnomalyMonitor _monitor;
    private readonly MessageFactory _messages;
    private readonly AlarmBoard _alarms;
    private readonly StatusReporter _reporter;
    private readonly Recorder? _recorder;
    private readonly ClockLedger _clockLedger;
    private readonly ClockFloor? _clockFloor;
    private readonly ClockWatch _clock;
    private readonly LaterWrites _writes = new(KeepPatience);
    private readonly Thread _thread;
    private readonly SampleFrame[] _batch = new SampleFrame[1024];
    private readonly Channel<Action> _requests = Channel.CreateBounded<Action>(MostRequests);
    private long _turns;

    /// <param name="configuration">Checked.</param>
    /// <param name="intake">Of the chip's samples; owned from here on.</param>
    /// <param name="package">The model; none: it reads and records, and analyses nothing.</param>
    /// <param name="publisher">Delivers the messages; stays the caller's.</param>
    /// <param name="board">Read for health; its light shows that the heart is watched.</param>
    /// <param name="bootId">Of this run.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="state">Keeps alarms across restarts; none: nothing outlives this run.</param>
    public HeartMonitor(
        MonitorConfiguration configuration,
        SampleIntake intake,
        ModelPackage? package,
        Publisher publisher,
        DeviceBoard board,
        string bootId,
        TimeProvider time,
        StateFolder? state = null)
    {
        (_intake, _samples, _acquisition) = (intake, intake.Samples, intake.Acquisition);
        Ads1292Settings settings = intake.Settings;
        SampleRate rate = settings.Rate.SampleRate;
        DeviceTopics topics = new(configuration.Mqtt.BaseTopic, configuration.Device.Id);
        Topics = topics;
        _clockFloor = state is null ? null : new ClockFloor(state, time);
        ClockWatch clock = new(time, _clockFloor?.Earliest);
        _messages = new MessageFactory(
            topics, bootId, intake.IsSimulated, rate, package?.Manifest, _acquisition.WallTime, () =>
                clock.State, time,
            message => publisher.Post(message))
        {
            StripSampledData = configuration.Publish.StripSampledData,
        };
        _alarms = new AlarmBoard(
            configuration.Alarms,
            state is null ? null : new AlarmStore(state, configuration.Device.Id, _writes), time, Tell);
        RhythmLimits limits = new(configuration.Alarms.PauseMs, configuration.Alarms.PrematurePercent);
        _monitor = new AnomalyMonitor(
            rate, package, limits, HeartLimitsOf(configuration.Alarms), configuration.Publish.StripBeforeMs,
            configuration.Publish.StripAfterMs, _messages, _alarms);
        _monitor.Technical.Add(EventCodes.SourceFault, () => _acquisition.Fault);
        BaselineKeeping? keeping = state is null || _monitor.Baseline is not { } baseline || package is null
            ? null
            : new BaselineKeeping(
                new BaselineStore(configuration.Storage.Folder), baseline, package.Manifest.ModelId,
                BaselineSource(settings), rate, _writes);
        _monitor.BaselineKeeping = keeping;
        _monitor.Technical.Add(EventCodes.StorageFault, () => state?.Fault ?? keeping?.Fault);
        _monitor.Technical.Add(EventCodes.StorageFault, () => publisher.Journal.Fault);
        _reporter = new StatusReporter(
            configuration, topics, bootId, intake.IsSimulated, package?.Manifest, publisher, clock, board,
            state, time);
        Parts.State = state;
        _clock = clock;
        Parts.Recording = () => _recorder?.Counters;
        _clockLedger = new ClockLedger(_acquisition.WallTime, () => clock.State);
        _recorder = Recorder.Create(configuration, settings, intake.IsSimulated, bootId, time);
        _monitor.Watcher = _recorder;
        _messages.EventTold = (id, happened) =>
        {
            RecentEvents.Note(id, happened.SampleIndex);
            _recorder?.TakeEvent(id, happened);
        };
        _monitor.Technical.Add(EventCodes.RecordingFault, () => _recorder?.Fault);
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

    /// <summary>The alarms; only inside of <see cref="TryAsk"/>.</summary>
    public AlarmBoard Alarms => _alarms;

    /// <summary>Ids, times and messages; only inside of <see cref="TryAsk"/>, but for the time.</summary>
    public MessageFactory Messages => _messages;

    public DeviceTopics Topics { get; }

    /// <summary>Where the newest events were; only inside of <see cref="TryAsk"/>.</summary>
    public RecentEvents RecentEvents { get; } = new();

    /// <summary>Of a newly installed model; none: it is not on trial. Set it before the start.</summary>
    public ModelTrial? Trial
    {
        set => (_monitor.Trial, _reporter.Trial) = (value, value);
    }

    /// <summary>Numbers of other parts, for health; set them before the start.</summary>
    public PartCounters Parts => _reporter.Parts;

    /// <summary>Rises while the chip is being read, whether or not it gives anything.</summary>
    public long AcquisitionTurns => _acquisition.Turns;

    /// <summary>Rises while the analysing thread lives.</summary>
    public long AnalysisTurns => Volatile.Read(ref _turns);

    /// <summary>Samples that the chip has given; none before the start.</summary>
    public long SamplesRead => _acquisition.SamplesRead;

    /// <summary>Where alarms and commands are logged; set it before the start.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;

    public long Events => _messages.Events;

    /// <summary>What was recorded and what was not; null where nothing is to be.</summary>
    public RecordingCounters? Recording => _recorder?.Counters;

    /// <summary>Samples that the analysis was too slow for.</summary>
    public long SamplesDropped => _samples.Dropped;

    /// <summary>
    /// Has the analysing thread do something between two batches of samples, because alarms, ids and the
    /// signal's ring belong to it. From any thread; never waits.
    /// </summary>
    /// <returns>False where too many are waiting.</returns>
    public bool TryAsk(Action request) => _requests.Writer.TryWrite(request);

    /// <summary>Somebody has looked at an alarm, and does not ask what came of it.</summary>
    /// <param name="code">Of the alarm.</param>
    /// <param name="by">Who.</param>
    /// <returns>False where too many requests are waiting.</returns>
    public bool TryAcknowledge(string code, string by) =>
        TryAsk(() => _alarms.Acknowledge(code, null, by, _messages.Now));

    /// <summary>
    /// The wearer's baseline, to confirm or reset; only inside of <see cref="TryAsk"/>. None where nothing
    /// outlives this run.
    /// </summary>
    public BaselineKeeping? Baseline => _monitor.BaselineKeeping;

    public void Start()
    {
        _reporter.PostInfo();
        _alarms.Restore(_messages.Now);
        _intake.Start();
        if (_acquisition.Scheduling is ThreadScheduling.Refused)
        {
            MonitorLog.NoRealTime(Log);
        }

        _recorder?.Start();
        _thread.Start();
    }

    /// <summary>What the device is, and how it is now; only inside of <see cref="TryAsk"/>.</summary>
    public void PostDescription()
    {
        _reporter.PostInfo();
        _reporter.PostState(_monitor, _messages, _acquisition);
    }

    /// <summary>How the wearer and the device are now; only inside of <see cref="TryAsk"/>.</summary>
    public void PostPresent() => _reporter.PostNow(_monitor, _messages, _acquisition, _samples.Dropped);

    /// <summary>Waits until a replayed signal has been analysed to its end; false after this time.</summary>
    public bool WaitForEnd(TimeSpan limit) => _thread.Join(limit);

    public void Dispose()
    {
        _intake.Dispose();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _recorder?.Dispose();
        _clockFloor?.Dispose();
        _writes.Dispose();
        _monitor.Dispose();
    }

    private void Run()
    {
        while (!_samples.IsFinished)
        {
            Volatile.Write(ref _turns, _turns + 1);
            int count = _samples.Take(_batch, LongestWait);
            NoteClock(_batch.AsSpan(0, count));
            _monitor.Watcher?.TakeSamples(_batch.AsSpan(0, count));
            foreach (ref readonly SampleFrame frame in _batch.AsSpan(0, count))
            {
                _monitor.Process(frame);
            }

            TakeRequests();
            _monitor.Technical.Look(_monitor.Last.SampleIndex);
            _reporter.PostIfDue(_monitor, _messages, _acquisition, _samples.Dropped);
        }

        TakeRequests();
        _monitor.Finish();
        _monitor.BaselineKeeping?.Save();
        _reporter.PostState(_monitor, _messages, _acquisition);
    }

    // What the microvolts of a beat depend on besides the wearer.
    private static string BaselineSource(Ads1292Settings settings) =>
        string.Join(' ', "ads1292", settings.Channel1.Input, settings.Channel1.Gain, settings.Channel2.Input,
            settings.Channel2.Gain);

    private void Tell(AlarmMessage alarm)
    {
        _messages.Send(alarm);
        if (alarm.Presence is AlarmPresence.On)
        {
            MonitorLog.AlarmRaised(Log, alarm.Code, "on", alarm.Text);
        }
        else
        {
            MonitorLog.AlarmChanged(Log, alarm.Code, alarm.Presence.ToString().ToLowerInvariant());
        }
    }

    private void NoteClock(ReadOnlySpan<SampleFrame> frames)
    {
        if (!frames.IsEmpty
            && _clockLedger.TryNote(frames[^1].SampleIndex, frames[^1].TimestampNs, out ClockChange change))
        {
            _recorder?.TakeClock(change.Now);
            _messages.Send(change);
            _clockFloor?.Note(_clock.State);
        }
    }

    private void TakeRequests()
    {
        while (_requests.Reader.TryRead(out Action? request))
        {
            request();
        }
    }

    private static HeartLimits HeartLimitsOf(AlarmConfiguration alarms) => new(
        alarms.PauseMs, alarms.BradycardiaBpm, alarms.TachycardiaBpm, alarms.BurdenPerMinute);
}
