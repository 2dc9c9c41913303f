using EdgeEcg.Ads1292;
using EdgeEcg.Core;
using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Keeps the raw signal: the analysing thread hands samples, beats and events into bounded queues, and a
/// thread of its own writes them. A slow or failing disk costs samples of the recording, which are counted,
/// and nothing else. Only where the signal is a replayed one, whose time can stand still, does the hand-over
/// wait.
/// </summary>
public sealed class Recorder : IMonitorWatcher, IDisposable
{
    /// <summary>A card that collects its garbage may take many seconds over one flush.</summary>
    private const double QueueMs = 60_000;

    private const double WakeEveryMs = 1000;
    private const int MostNotes = 4096;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly RecordingWriter _writer;
    private readonly BoundedQueue<RecordedSample> _samples;
    private readonly BoundedQueue<RecorderNote> _notes = new(MostNotes, 1, producerWaits: false);
    private readonly RecordedSample[] _batch = new RecordedSample[4096];
    private readonly RecorderNote[] _noteBatch = new RecorderNote[64];
    private readonly LeadNotes _leads;
    private readonly Thread _thread;
    private RecordingCounters _counters;

    /// <param name="writer">Owned from here on.</param>
    /// <param name="rate">Of the samples.</param>
    /// <param name="producerWaits">Whether a full queue makes the signal wait, or costs samples.</param>
    public Recorder(RecordingWriter writer, SampleRate rate, bool producerWaits)
    {
        _writer = writer;
        _counters = writer.Counters;
        _samples = new BoundedQueue<RecordedSample>(
            rate.Samples(QueueMs), rate.Samples(WakeEveryMs), producerWaits);
        _leads = new LeadNotes(rate);
        _thread = new Thread(Run) { Name = "record" };
    }

    /// <summary>As of the last look at the disk, at most a second old.</summary>
    public RecordingCounters Counters
    {
        get
        {
            RecordingCounters seen = Volatile.Read(ref _counters);
            return seen with
            {
                SamplesLost = seen.SamplesLost + _samples.Dropped,
                AnnotationsLost = seen.AnnotationsLost + _notes.Dropped,
            };
        }
    }

    /// <summary>Why nothing is recorded now; null while all is well.</summary>
    public string? Fault => Volatile.Read(ref _counters).Fault;

    /// <summary>The recorder that a configuration asks for; null where it asks for none.</summary>
    /// <param name="settings">Rate and gains.</param>
    /// <param name="test">The signal is not a wearer's, and its time can wait.</param>
    /// <param name="bootId">Of this run.</param>
    /// <param name="time">Tells when to flush and when to try again.</param>
    public static Recorder? Create(
        MonitorConfiguration configuration,
        Ads1292Settings settings,
        bool test,
        string bootId,
        TimeProvider time)
    {
        if (!configuration.Recording.Enabled)
        {
            return null;
        }

        RecordingInfo info = new(
            configuration.Device.Id, bootId, test, settings.Rate.SampleRate,
            settings.Channel1Scale.MicrovoltsPerCode, settings.Channel2Scale.MicrovoltsPerCode);
        RecordingWriter writer = new(
            new RecordingDisk(), configuration.Storage.Recordings, info, configuration.Recording.Limits,
            time);
        return new Recorder(writer, info.Rate, producerWaits: test);
    }

    public void Start() => _thread.Start();

    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
        foreach (ref readonly SampleFrame frame in frames)
        {
            _samples.Add(new RecordedSample(
                frame.SampleIndex, frame.TimestampNs, frame.Channel1Code, frame.Channel2Code));
            if (_leads.TryNote(frame, out Annotation note))
            {
                _notes.Add(new RecorderNote(note, null, null));
            }
        }
    }

    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure) =>
        _notes.Add(new RecorderNote(
        new Annotation(beat.SampleIndex, BeatAnnotation.CodeOf(verdict)), null, null));

    /// <summary>
    /// Annotates an event; one of the heart that is an alarm locks what is recorded around it. From the
    /// analysing thread, like the rest.
    /// </summary>
    public void TakeEvent(EventId id, HeartEvent happened)
    {
        bool isAlarm = happened.Kind is EventKind.Physiological && AlarmRules.TryFind(happened.Code, out _);
        RecordedEvent told = new(happened.SampleIndex, id.ToString(), happened.Code, isAlarm);
        _notes.Add(new RecorderNote(null, told, null));
    }

    /// <summary>The samples are in the recording already.</summary>
    public void TakeMessage(in MqttMessage message)
    {
    }

    /// <summary>Dates what is recorded.</summary>
    public void TakeClock(in ClockReading reading) => _notes.Add(new RecorderNote(null, null, reading));

    /// <summary>Completes the recording, unless the disk hangs.</summary>
    public void Dispose()
    {
        _samples.Complete();
        if (!_thread.IsAlive || _thread.Join(StopLimit))
        {
            _writer.Dispose();
        }
    }

    private void Run()
    {
        while (!_samples.IsFinished)
        {
            int count = _samples.Take(_batch, LongestWait);
            foreach (ref readonly RecordedSample sample in _batch.AsSpan(0, count))
            {
                _writer.Append(sample);
            }

            TakeNotes();
            _writer.Tick();
            Volatile.Write(ref _counters, _writer.Counters);
        }
    }

    private void TakeNotes()
    {
        int count;
        while ((count = _notes.Take(_noteBatch, TimeSpan.Zero)) > 0)
        {
            foreach (RecorderNote note in _noteBatch.AsSpan(0, count))
            {
                if (note.Annotation is { } annotation)
                {
                    _writer.Annotate(annotation);
                }
                else if (note.Event is { } happened)
                {
                    _writer.Take(happened);
                }
                else if (note.Clock is { } reading)
                {
                    _writer.Take(reading);
                }
            }
        }
    }
}
