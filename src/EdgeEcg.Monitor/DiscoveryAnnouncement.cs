using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor;

/// <summary>
/// Remembers where the device was described to Home Assistant, so that a description left behind by another
/// name, another prefix, or by discovery that is off now, is taken back: an empty retained payload removes
/// the device there.
/// </summary>
/// <param name="state">None: nothing outlives this run, and nothing is taken back.</param>
internal sealed class DiscoveryAnnouncement(StateFolder? state)
{
    private const string FileName = "discovery.json";

    /// <param name="topics">The device's.</param>
    /// <param name="prefix">Home Assistant's discovery prefix.</param>
    /// <param name="description">None: discovery is off.</param>
    public IReadOnlyList<MqttMessage> Messages(
        DeviceTopics topics, string prefix, DiscoveryMessage? description)
    {
        string topic = topics.Discovery(prefix);
        string[] before = state?.Read(FileName, MessageJson.Default.StringArray) ?? [];
        string[] now = description is null ? [] : [topic];
        if (!before.SequenceEqual(now))
        {
            state?.Write(FileName, JsonSerializer.SerializeToUtf8Bytes(now, MessageJson.Default.StringArray));
        }

        List<MqttMessage> messages = [.. before.Except(now)
            .Select(old => new MqttMessage(old, ReadOnlyMemory<byte>.Empty, Retain: true))];
        if (description is not null)
        {
            messages.Add(OutgoingMessages.From(topics, prefix, description));
        }

        return messages;
    }
}
