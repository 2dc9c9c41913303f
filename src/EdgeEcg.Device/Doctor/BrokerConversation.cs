using System.Globalization;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// What the monitor will say to the broker, said once as a test: log in, publish an event, raise an alarm
/// that a second connection has to receive, and clear it again. Client ids of its own keep it from throwing a
/// running monitor out.
/// </summary>
internal sealed class BrokerConversation : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>libmosquitto itself waits ten seconds for a broker's answer.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(12);

    private readonly MqttConfiguration _mqtt;
    private readonly DeviceTopics _topics;
    private readonly TimeProvider _time;
    private readonly EventId _id;
    private BrokerPeer? _speaker;

    public BrokerConversation(MonitorConfiguration configuration, TimeProvider time)
    {
        _mqtt = configuration.Mqtt;
        _topics = new DeviceTopics(_mqtt.BaseTopic, configuration.Device.Id);
        _time = time;
        _id = new EventId(configuration.Device.Id, MonitorLink.NewBootId(), 1);
    }

    public Finding LogIn()
    {
        long start = _time.GetTimestamp();
        (BrokerPeer? peer, Finding refusal) = Connect("-doctor");
        if (peer is null)
        {
            return refusal;
        }

        _speaker = peer;
        string who = _mqtt.Username is { } user ? $"user {user}" : "no user name";
        return Finding.Ok(string.Create(CultureInfo.InvariantCulture,
            $"{who}, {peer.Protocol switch { MqttProtocol.V5 => "MQTT 5", _ => "MQTT 3.1.1" }}, "
            + $"{_time.GetElapsedTime(start).TotalMilliseconds:0} ms"));
    }

    public Finding PublishEvent()
    {
        MqttReasonCode? answer = _speaker!.Publish(
            OutgoingMessages.From(_topics, TestMessages.Event(_id, _time.GetUtcNow())), AnswerLimit);
        if (answer is { IsRefusal: false } && _speaker.Protocol != MqttProtocol.V5)
        {
            return Finding.Ok(
                $"{_topics.Event} taken (a broker of MQTT 3.1.1 does not say whether it drops it)");
        }

        return answer is { IsRefusal: false }
            ? Finding.Ok($"{_topics.Event} taken")
            : Refused(_topics.Event, answer);
    }

    public Finding SendTestAlarm()
    {
        (BrokerPeer? listener, Finding refusal) = Connect("-doctor-listener");
        using (listener)
        {
            if (listener is null)
            {
                return refusal;
            }

            string topic = _topics.Alarm(EventCodes.Test);
            listener.Subscribe(topic);
            try
            {
                return Send(topic, listener);
            }
            finally
            {
                // Whatever happened, no alarm of a test may stay at the broker.
                _speaker!.Publish(OutgoingMessages.ClearAlarm(_topics, EventCodes.Test), AnswerLimit);
            }
        }
    }

    public void Dispose() => _speaker?.Dispose();

    private Finding Send(string topic, BrokerPeer listener)
    {
        MqttMessage alarm = OutgoingMessages.From(_topics, TestMessages.Alarm(_id, _time.GetUtcNow()));
        long start = _time.GetTimestamp();
        MqttReasonCode? answer = _speaker!.Publish(alarm, AnswerLimit);
        if (answer is not { IsRefusal: false })
        {
            return Refused(topic, answer);
        }

        // An alarm that an earlier test left behind is another one.
        if (listener.WaitFor(
            e => IsAbout(e, topic) && e.Message!.Payload.Span.SequenceEqual(alarm.Payload.Span),
            AnswerLimit) is null)
        {
            return Finding.Fail(
                $"{topic} was taken and did not come back within {AnswerLimit.TotalSeconds:0} s",
                $"let this user read {topic} in the broker's ACL; see at a dashboard whether it arrived");
        }

        double thereMs = _time.GetElapsedTime(start).TotalMilliseconds;
        _speaker.Publish(OutgoingMessages.ClearAlarm(_topics, EventCodes.Test), AnswerLimit);
        return listener.WaitFor(e => IsAbout(e, topic) && e.Message!.Payload.IsEmpty, AnswerLimit) is null
            ? Finding.Fail($"{topic} came back and could not be cleared",
                $"publish an empty retained message to {topic}")
            : Finding.Ok(string.Create(
                CultureInfo.InvariantCulture, $"{topic} raised, received after {thereMs:0} ms, cleared"));
    }

    private static bool IsAbout(MqttLinkEvent happened, string topic) =>
        happened.Kind == MqttLinkEventKind.Received && happened.Message!.Topic == topic;

    private (BrokerPeer? Peer, Finding Refusal) Connect(string suffix)
    {
        MqttOptions options = _mqtt.ToLinkOptions() with
        {
            ClientId = _mqtt.ClientId + suffix, SessionExpiry = TimeSpan.Zero,
        };
        BrokerPeer peer = new(MqttLinks.Open(_mqtt.Library, options), _time);
        MqttLinkEvent end = peer.Connect(ConnectLimit);
        if (end.Kind == MqttLinkEventKind.Connected)
        {
            return (peer, default);
        }

        peer.Dispose();
        string[] sentence =
            MqttFailureText.Sentence(end.Failure, options, end.Reason, end.Detail).Split("; ", 2);
        string remedy = sentence.Length > 1 ? sentence[1] : LoginRemedy(end.Failure);
        return (null, Finding.Fail(sentence[0], remedy));
    }

    private static string LoginRemedy(MqttFailure failure) => failure switch
    {
        MqttFailure.BadCredentials or MqttFailure.NotAuthorized =>
            "check mqtt.username and mqtt.password_file against the broker's users",
        MqttFailure.ClientIdRefused => "let the broker accept client ids that begin with mqtt.client_id",
        _ => "see the broker's log",
    };

    private static Finding Refused(string topic, MqttReasonCode? answer) => answer is { } reason
        ? Finding.Fail($"the broker refuses {topic} (0x{(byte)reason:X2} {reason})",
            "let this user write below its own topics in the broker's ACL (topic readwrite)")
        : Finding.Fail($"no answer to {topic} within {AnswerLimit.TotalSeconds:0} s", "see the broker's log");
}
