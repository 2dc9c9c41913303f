using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Device.Status;

/// <summary>What a device has left at its broker, read by a connection of its own.</summary>
internal sealed class RetainedReader : IDisposable
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(50);

    /// <summary>Retained messages follow a subscription at once; this is for a slow network.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly MqttSession _session;
    private readonly MqttOptions _options;
    private readonly string _root;
    private readonly SortedDictionary<string, JsonNode> _found = new(StringComparer.Ordinal);

    /// <param name="mqtt">The broker.</param>
    /// <param name="topics">Of the device.</param>
    public RetainedReader(MqttConfiguration mqtt, DeviceTopics topics)
    {
        _root = topics.Status[..^"status".Length];
        string suffix = Guid.NewGuid().ToString("N")[..8];
        _options = mqtt.ToLinkOptions() with
        {
            ClientId = $"edgeecg-status-{suffix}", SessionExpiry = TimeSpan.Zero,
        };
        _session = new MqttSession(
            MqttLinks.Open(mqtt.Library, _options), new MqttSessionOptions(), null, TimeProvider.System,
            new Random(1));
        _session.Subscribe(_root + "+");
        _session.Subscribe(_root + "alarm/+");
    }

    /// <summary>Why there is no answer; null while there is one.</summary>
    public string? Failure { get; private set; }

    /// <summary>Reads until nothing more comes.</summary>
    /// <param name="limit">For the connection.</param>
    /// <returns>By the part of the topic after the device: status, info, alarm/pause and so on.</returns>
    public IReadOnlyDictionary<string, JsonNode> Read(TimeSpan limit)
    {
        TimeProvider time = TimeProvider.System;
        long startedAt = time.GetTimestamp();
        long? heardAt = null;
        while (heardAt is { } at ? time.GetElapsedTime(at) < Quiet : time.GetElapsedTime(startedAt) < limit)
        {
            _session.Poll(PollStep);
            while (_session.TryDequeue(out MqttLinkEvent happened))
            {
                heardAt = Take(happened) ? time.GetTimestamp() : heardAt;
            }
        }

        if (heardAt is null)
        {
            Failure ??= $"the broker {_options.Host}:{_options.Port} did not answer in time";
        }

        return _found;
    }

    public void Dispose() => _session.Dispose();

    /// <returns>Whether it came from the broker.</returns>
    private bool Take(in MqttLinkEvent happened)
    {
        if (happened.Kind is MqttLinkEventKind.Disconnected)
        {
            Failure = MqttFailureText.Sentence(happened.Failure, _options, happened.Reason, happened.Detail);
            return false;
        }

        Failure = null;
        if (happened.Message is { Retain: true, Payload.IsEmpty: false } message)
        {
            try
            {
                _found[message.Topic[_root.Length..]] = JsonNode.Parse(message.Payload.Span)!;
            }
            catch (JsonException)
            {
                _found[message.Topic[_root.Length..]] = JsonValue.Create("no JSON");
            }
        }

        return true;
    }
}
