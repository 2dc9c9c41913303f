using System.Buffers;
using System.Text;
using EdgeEcg.Mqtt;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace EdgeEcg.MqttNet;

/// <summary>Between our words and MQTTnet's.</summary>
internal static class MqttNetMessages
{
    private const int MaxTopicBytes = ushort.MaxValue;
    private static readonly SearchValues<char> NotInTopics = SearchValues.Create("+#\0");
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static MqttClientOptions Settings(
        MqttOptions options, MqttProtocol protocol, MqttMessage? lastWill)
    {
        bool cleanStart = options.SessionExpiry <= TimeSpan.Zero;
        MqttClientOptions settings = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Host, options.Port)
            .WithClientId(options.ClientId)
            .WithProtocolVersion(
                protocol is MqttProtocol.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithKeepAlivePeriod(options.KeepAlive)
            .WithTimeout(options.ConnectTimeout)
            .WithCleanStart(cleanStart)
            .WithTryPrivate(false)
            .Build();
        if (protocol is MqttProtocol.V5)
        {
            settings.SessionExpiryInterval = (uint)options.SessionExpiry.TotalSeconds;
        }

        if (options.Username is { } username)
        {
            settings.Credentials = new MqttClientCredentials(
                username, options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password));
        }

        if (lastWill is { } will)
        {
            settings.WillTopic = will.Topic;
            settings.WillPayload = will.Payload.ToArray();
            settings.WillQualityOfServiceLevel = (MqttQualityOfServiceLevel)will.Qos;
            settings.WillRetain = will.Retain;
        }

        return settings;
    }

    /// <summary>
    /// The broker's limits from its CONNACK; what it does not mention, which MQTTnet gives as zero, stays
    /// widest.
    /// </summary>
    public static MqttServerLimits Limits(MqttClientConnectResult result, MqttProtocol protocol)
    {
        MqttServerLimits widest = MqttServerLimits.Widest;
        return protocol is not MqttProtocol.V5 ? widest : new MqttServerLimits(
            result.ReceiveMaximum is > 0 and { } window ? window : widest.MaxInFlight,
            result.MaximumPacketSize is > 0 and { } bytes ? bytes : widest.MaxPacketBytes,
            result.MaximumQoS is MqttQualityOfServiceLevel.AtMostOnce
                ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce,
            result.RetainAvailable);
    }

    /// <summary>Whether the broker would ever take this message.</summary>
    public static PublishOutcome Check(
        in MqttMessage message, in MqttServerLimits limits, MqttProtocol protocol)
    {
        if (!TryMeasureTopic(message.Topic, out int topicBytes))
        {
            return PublishOutcome.BadTopic;
        }

        if (message.Qos > limits.MaxQos)
        {
            return PublishOutcome.QosNotSupported;
        }

        return PacketBytes(message, topicBytes, protocol) > limits.MaxPacketBytes
            ? PublishOutcome.TooLarge
            : PublishOutcome.Accepted;
    }

    /// <summary>The payload is copied: the caller may use its buffer again.</summary>
    public static MqttApplicationMessage From(in MqttMessage message, MqttProtocol protocol)
    {
        MqttApplicationMessage copy = new()
        {
            Topic = message.Topic,
            PayloadSegment = message.Payload.ToArray(),
            QualityOfServiceLevel = (MqttQualityOfServiceLevel)message.Qos,
            Retain = message.Retain,
        };
        if (protocol is MqttProtocol.V5)
        {
            copy.MessageExpiryInterval = message.ExpirySeconds ?? 0;
            copy.ContentType = message.ContentType;
            copy.CorrelationData = message.CorrelationData.IsEmpty ? null : message.CorrelationData.ToArray();
        }

        return copy;
    }

    public static MqttReceivedMessage Copy(MqttApplicationMessage message) => new(
        message.Topic,
        message.Payload.ToArray(),
        message.QualityOfServiceLevel is MqttQualityOfServiceLevel.AtMostOnce
            ? MqttQos.AtMostOnce : MqttQos.AtLeastOnce,
        message.Retain,
        message.ResponseTopic,
        message.CorrelationData ?? []);

    private static bool TryMeasureTopic(string topic, out int bytes)
    {
        bytes = 0;
        if (topic.Length == 0 || topic.AsSpan().ContainsAny(NotInTopics))
        {
            return false;
        }

        try
        {
            bytes = StrictUtf8.GetByteCount(topic);
            return bytes <= MaxTopicBytes;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>
    /// The whole PUBLISH (MQTT 5, section 3.3): header, topic, packet id, properties, payload.
    /// </summary>
    private static long PacketBytes(in MqttMessage message, int topicBytes, MqttProtocol protocol)
    {
        long packetId = message.Qos is MqttQos.AtMostOnce ? 0 : 2;
        long rest = 2 + topicBytes + packetId + message.Payload.Length;
        if (protocol is MqttProtocol.V5)
        {
            long properties = (message.ExpirySeconds is null ? 0 : 5)
                + (message.ContentType is { } type ? 3 + Encoding.UTF8.GetByteCount(type) : 0)
                + (message.CorrelationData.IsEmpty ? 0 : 3 + message.CorrelationData.Length);
            rest += VariableLength(properties) + properties;
        }

        return 1 + VariableLength(rest) + rest;
    }

    /// <summary>Bytes of a variable byte integer: seven bits each (MQTT 5, section 1.5.5).</summary>
    private static int VariableLength(long value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        _ => 4,
    };
}
