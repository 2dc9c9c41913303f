using System.Text.Json.Nodes;
using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Gives events their ids and wall times and turns them into messages. Everything before it counts samples;
/// the wall clock comes in here, from the moment at which the newest sample was taken.
/// </summary>
public sealed class MessageFactory
{
    private readonly DeviceTopics _topics;
    private readonly string _bootId;
    private readonly bool _test;
    private readonly SampleRate _rate;
    private readonly ModelManifest? _model;
    private readonly Func<long, DateTimeOffset> _wallTime;
    private readonly Func<ClockState> _clock;
    private readonly TimeProvider _time;
    private readonly Action<MqttMessage> _post;
    private long _sequence;
    private long _noteIndex;
    private long _noteNs;

    /// <param name="topics">The device's.</param>
    /// <param name="bootId">Of this run.</param>
    /// <param name="test">True where the signal is not a wearer's.</param>
    /// <param name="rate">Of the samples.</param>
    /// <param name="model">None: nothing is scored. For thresholds and ids in messages.</param>
    /// <param name="wallTime">The wall clock at a moment of the clock that dates samples, in ns.</param>
    /// <param name="clock">How far the wall clock can be believed.</param>
    /// <param name="time">The wall clock itself.</param>
    /// <param name="post">Takes the messages; must not wait.</param>
    public MessageFactory(
        DeviceTopics topics,
        string bootId,
        bool test,
        SampleRate rate,
        ModelManifest? model,
        Func<long, DateTimeOffset> wallTime,
        Func<ClockState> clock,
        TimeProvider time,
        Action<MqttMessage> post)
    {
        _topics = topics;
        _bootId = bootId;
        _test = test;
        _rate = rate;
        _model = model;
        _wallTime = wallTime;
        _clock = clock;
        _time = time;
        _post = post;
    }

    /// <summary>Whether strips carry the form of FHIR beside the compact one.</summary>
    public bool StripSampledData { get; init; }

    /// <summary>Sees each event that is told, just before its message.</summary>
    public Action<EventId, HeartEvent>? EventTold { get; set; }

    /// <summary>Of this run.</summary>
    public string BootId => _bootId;

    /// <summary>Events told so far.</summary>
    public long Events { get; private set; }

    /// <summary>The wall clock; none while it is unset.</summary>
    public DateTimeOffset? Now => _clock() == ClockState.Unset ? null : _time.GetUtcNow();

    /// <summary>Dates the samples: this one was taken at that moment.</summary>
    public void NoteSample(long sampleIndex, long timestampNs) =>
        (_noteIndex, _noteNs) = (sampleIndex, timestampNs);

    public EventId NextId() => new(_topics.DeviceId, _bootId, ++_sequence);

    /// <summary>The wall time of a recent sample; none while the clock is unset.</summary>
    public DateTimeOffset? TimeOf(long sampleIndex)
    {
        double agoMs = _rate.Milliseconds(_noteIndex - sampleIndex);
        return _clock() == ClockState.Unset ? null : _wallTime(_noteNs - (long)(agoMs * 1e6));
    }

    /// <summary>The sample that was taken at a moment; meaningless while the clock is unset.</summary>
    public long SampleIndexAt(DateTimeOffset time) =>
        _noteIndex - (long)Math.Round((_wallTime(_noteNs) - time).TotalSeconds * _rate.Hz);

    /// <summary>Tells how sample indexes and the wall clock belong together from here on.</summary>
    public void Send(in ClockChange change) => _post(OutgoingMessages.From(_topics, new ClockMessage
    {
        Test = _test,
        BootId = _bootId,
        Clock = _clock(),
        SampleIndex = change.Now.SampleIndex,
        Time = _clock() == ClockState.Unset ? null : change.Now.Time,
        RateSps = _rate.Hz,
        CorrectionMs = Rounded(change.Correction?.TotalMilliseconds, 1),
    }));

    public void Send(EventId id, in HeartEvent happened, bool strip, long nowSampleIndex)
    {
        Events++;
        EventTold?.Invoke(id, happened);
        _post(OutgoingMessages.From(_topics, new EventMessage
        {
            Test = _test || happened.Code == EventCodes.Test,
            Id = id,
            Code = happened.Code,
            Kind = happened.Kind,
            Priority = happened.Priority,
            SampleIndex = happened.SampleIndex,
            Time = TimeOf(happened.SampleIndex),
            Clock = _clock(),
            RrMs = Rounded(happened.RrMs),
            Score = happened.Score is { } score ? Math.Round(score, 4) : null,
            Threshold = happened.Score is null ? null : Rounded(_model?.Thresholds[0].Score, 4),
            ModelId = _model?.ModelId,
            Reasons = BeatReasonNames.Of(happened.Reasons),
            Lead = "both",
            Quality = Math.Round(happened.Quality, 2),
            Determined = TimeOf(nowSampleIndex),
            Sent = Now,
            GenerationDelayMs =
                Math.Round(_rate.Milliseconds(nowSampleIndex - happened.DecidedBySampleIndex), 1),
            StripRef = strip ? _topics.Strip(id) : null,
            Historical = false,
        }));
    }

    /// <summary>The alarm that an event raises, as if it had never been raised before.</summary>
    /// <param name="text">One sentence for people.</param>
    public AlarmMessage Alarm(EventId id, in HeartEvent happened, long nowSampleIndex, string text) => new()
    {
        Test = _test || happened.Code == EventCodes.Test,
        Code = happened.Code,
        EventId = id,
        Kind = happened.Kind,
        Priority = happened.Priority,
        Presence = AlarmPresence.On,
        Latching = false,
        Count = 1,
        Text = text,
        OnsetSampleIndex = happened.SampleIndex,
        Onset = TimeOf(happened.SampleIndex),
        Determined = TimeOf(nowSampleIndex),
        Cleared = null,
        Acknowledged = null,
        AcknowledgedBy = null,
        Clock = _clock(),
    };

    /// <param name="verb">Of the command.</param>
    /// <param name="transaction">Its own; none where it had none.</param>
    /// <param name="error">None where all went well.</param>
    /// <param name="sentence">The same for people.</param>
    /// <param name="data">What the command gave.</param>
    public ReplyMessage Reply(
        string verb, string? transaction, ReplyError? error, string? sentence, JsonObject? data) => new()
    {
        Test = _test,
        BootId = _bootId,
        Verb = verb,
        Transaction = transaction,
        Status = error is null ? ReplyStatus.Ok : ReplyStatus.Error,
        ErrorCode = error,
        Error = sentence,
        Data = data,
        Time = Now,
        Clock = _clock(),
    };

    /// <summary>Of an alarm that is gone, its last word and then nothing.</summary>
    public void Send(AlarmMessage alarm)
    {
        _post(OutgoingMessages.From(_topics, alarm));
        if (alarm.Presence is AlarmPresence.Off)
        {
            _post(OutgoingMessages.ClearAlarm(_topics, alarm.Code));
        }
    }

    /// <summary>A stretch of this run.</summary>
    /// <param name="start">Index of its first sample.</param>
    /// <param name="eventOffset">Where in it its event is.</param>
    /// <param name="leads">µV; NaN where there is no sample.</param>
    public StripStretch Stretch(long start, int eventOffset, float[][] leads) =>
        new(_bootId, start, TimeOf(start), _clock(), _rate.Hz, eventOffset, leads);

    /// <summary>From any thread.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="stretch">The signal around it.</param>
    /// <param name="sampledData">Whether in the form of FHIR as well; none: as configured.</param>
    public void SendStrip(EventId id, StripStretch stretch, bool? sampledData = null) =>
        _post(OutgoingMessages.From(_topics, new StripMessage
        {
            Test = _test,
            EventId = id,
            BootId = stretch.BootId,
            StartSampleIndex = stretch.Start,
            StartTime = stretch.StartTime,
            Clock = stretch.Clock,
            RateSps = stretch.RateSps,
            Samples = stretch.Samples,
            EventOffsetSamples = stretch.EventOffset,
            Channels =
            [
                .. stretch.Leads.Select((lead, i) =>
                    Channel(lead, i, stretch.RateSps, sampledData ?? StripSampledData)),
            ],
        }));

    private static StripChannel Channel(float[] microvolts, int index, double rateSps, bool sampledData)
    {
        StripChannel channel = StripChannel.FromMicrovolts($"ch{index + 1}", microvolts);
        return sampledData ? channel.WithSampledData(rateSps) : channel;
    }

    private static double? Rounded(double? value, int digits = 1) =>
        value is { } number ? Math.Round(number, digits) : null;
}
