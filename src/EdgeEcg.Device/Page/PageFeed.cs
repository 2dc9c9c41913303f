using System.Text.Json;
using EdgeEcg.Core;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Page;

/// <summary>
/// What the page can show: the last half minute of both traces, the newest of each message, the last events
/// and their strips. The monitor's threads copy into it and go on; each viewer reads at its own pace and
/// misses what it was too slow for. Every store is bounded.
/// </summary>
internal sealed class PageFeed : IMonitorWatcher
{
    private const int MostEvents = 500;
    private const int MostStrips = 40;

    private readonly Lock _gate = new();
    private readonly TraceRing _trace;
    private readonly DepartureShelf _departures = new();
    private readonly HeartRateHistory _heartRates = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _present = new(StringComparer.Ordinal);
    private readonly Queue<ReadOnlyMemory<byte>> _events = new(MostEvents);
    private readonly Queue<(string Id, ReadOnlyMemory<byte> Json)> _strips = new(MostStrips);
    private readonly List<PageViewer> _viewers = [];
    private readonly Action<string> _acknowledge;
    private readonly string _root;

    /// <param name="configuration">Names the device, its topics and its sample rate.</param>
    /// <param name="acknowledge">
    /// Told the code of an alarm that somebody has looked at; what comes of it comes back as a message.
    /// </param>
    public PageFeed(MonitorConfiguration configuration, Action<string> acknowledge)
    {
        _acknowledge = acknowledge;
        _root = $"{configuration.Mqtt.BaseTopic}/{configuration.Device.Id}/";
        _trace = new TraceRing(new SampleRate(configuration.Source.RateSps));
    }

    /// <summary>Of the trace as it is shown.</summary>
    public double TraceRateHz => _trace.RateHz;

    /// <summary>What the monitor told last of itself; null before it has.</summary>
    public MonitorReport? Report
    {
        get
        {
            lock (_gate)
            {
                return _present.TryGetValue("state", out ReadOnlyMemory<byte> state)
                    && _present.TryGetValue("health", out ReadOnlyMemory<byte> health)
                    ? new MonitorReport(
                        JsonSerializer.Deserialize(state.Span, MessageJson.Default.StateMessage)!,
                        JsonSerializer.Deserialize(health.Span, MessageJson.Default.HealthMessage)!,
                        ChipFault)
                    : null;
            }
        }
    }

    private string? ChipFault => _present.TryGetValue(
        "alarm/" + EventCodes.SourceFault, out ReadOnlyMemory<byte> json)
        && JsonSerializer.Deserialize(json.Span, MessageJson.Default.AlarmMessage) is { Cleared: null } alarm
        ? alarm.Text
        : null;

    /// <summary>Messages that viewers were too slow for.</summary>
    public long MessagesSkipped { get; private set; }

    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
        lock (_gate)
        {
            foreach (ref readonly SampleFrame frame in frames)
            {
                _trace.Append(frame);
            }
        }
    }

    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure)
    {
        lock (_gate)
        {
            if (!departure.IsEmpty)
            {
                _departures.Add(beat.SampleIndex, departure);
            }

            if (_viewers.Count > 0)
            {
                Tell("beat", PageJson.Beat(_trace.Position(beat.SampleIndex), beat, verdict));
            }
        }
    }

    public void TakeMessage(in MqttMessage message)
    {
        if (!message.Topic.StartsWith(_root, StringComparison.Ordinal))
        {
            return;
        }

        string kind = message.Topic[_root.Length..];
        lock (_gate)
        {
            Keep(kind, message.Payload);
            if (!kind.StartsWith("strip/", StringComparison.Ordinal))
            {
                Tell(kind, message.Payload);
            }
        }
    }

    /// <summary>Somebody has looked.</summary>
    /// <returns>False where there is no such alarm now.</returns>
    public bool Acknowledge(string code)
    {
        lock (_gate)
        {
            if (!_present.ContainsKey("alarm/" + code))
            {
                return false;
            }
        }

        _acknowledge(code);
        return true;
    }

    /// <summary>The strip of an event; none where it is not held (any more, or yet).</summary>
    public ReadOnlyMemory<byte>? Strip(string eventId)
    {
        lock (_gate)
        {
            foreach ((string id, ReadOnlyMemory<byte> json) in _strips)
            {
                if (id == eventId)
                {
                    return json;
                }
            }

            return null;
        }
    }

    /// <summary>What the model would have the abnormal beats be, from one sample to another.</summary>
    public ReadOnlyMemory<byte> Departures(long from, long to)
    {
        lock (_gate)
        {
            return _departures.ToJson(from, to);
        }
    }

    /// <summary>One more viewer, with everything that is present waiting for it.</summary>
    public PageViewer Join()
    {
        PageViewer viewer = new();
        lock (_gate)
        {
            viewer.Offer(PageJson.Message("hello", PageJson.Hello(TraceRateHz)));
            viewer.Offer(PageJson.Message("history", _heartRates.ToJson()));
            foreach ((string kind, ReadOnlyMemory<byte> json) in _present)
            {
                viewer.Offer(PageJson.Message(kind, json));
            }

            viewer.Offer(PageJson.Message("events", PageJson.List(_events)));
            viewer.Position = _trace.End;
            _viewers.Add(viewer);
        }

        return viewer;
    }

    public void Leave(PageViewer viewer)
    {
        lock (_gate)
        {
            _viewers.Remove(viewer);
        }
    }

    /// <summary>Copies what is new for a viewer into its buffer; 0 where nothing is.</summary>
    public int CopyTrace(PageViewer viewer, Span<byte> frame)
    {
        lock (_gate)
        {
            return _trace.Copy(viewer, frame);
        }
    }

    private void Keep(string kind, ReadOnlyMemory<byte> json)
    {
        if (kind == "event")
        {
            Add(_events, json, MostEvents);
        }
        else if (kind.StartsWith("strip/", StringComparison.Ordinal))
        {
            Add(_strips, (kind["strip/".Length..], json), MostStrips);
        }
        else if (json.IsEmpty)
        {
            _present.Remove(kind);
        }
        else
        {
            _present[kind] = json;
            if (kind == "state")
            {
                _heartRates.Add(JsonSerializer.Deserialize(json.Span, MessageJson.Default.StateMessage)!);
            }
        }
    }

    private void Tell(string kind, ReadOnlyMemory<byte> json)
    {
        if (_viewers.Count == 0)
        {
            return;
        }

        byte[] frame = PageJson.Message(kind, json);
        foreach (PageViewer viewer in _viewers)
        {
            MessagesSkipped += viewer.Offer(frame) ? 0 : 1;
        }
    }

    private static void Add<T>(Queue<T> queue, T item, int most)
    {
        if (queue.Count == most)
        {
            queue.Dequeue();
        }

        queue.Enqueue(item);
    }
}
