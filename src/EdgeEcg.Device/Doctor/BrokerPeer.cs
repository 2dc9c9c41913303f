using EdgeEcg.Mqtt;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// One connection to the broker that is asked one thing at a time and waits for the answer, no longer than
/// agreed. Without a session that outlives it, a last will, or a presence: dashboards do not see it come.
/// </summary>
internal sealed class BrokerPeer(IMqttLink link, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly List<MqttLinkEvent> _events = [];

    /// <summary>The protocol that the broker took.</summary>
    public MqttProtocol Protocol { get; private set; }

    /// <summary>Connected or Disconnected; MQTT 5 first, then 3.1.1 for an older broker.</summary>
    public MqttLinkEvent Connect(TimeSpan limit)
    {
        MqttLinkEvent end = Connect(MqttProtocol.V5, limit);
        bool older = end.Failure is MqttFailure.ProtocolVersionRefused or MqttFailure.ProtocolError
            or MqttFailure.ConnectionLost;
        return older ? Connect(MqttProtocol.V311, limit) : end;
    }

    /// <summary>The broker's answer; null where there was none in time.</summary>
    public MqttReasonCode? Publish(in MqttMessage message, TimeSpan limit)
    {
        PublishOutcome outcome = link.TryPublish(message, out long id);
        if (outcome != PublishOutcome.Accepted)
        {
            return outcome == PublishOutcome.TooLarge ? MqttReasonCode.PacketTooLarge : null;
        }

        return WaitFor(e => e.Kind == MqttLinkEventKind.Published && e.PublishId == id, limit) is { } answer
            ? answer.Reason
            : null;
    }

    public void Subscribe(string topicFilter) => link.TrySubscribe(topicFilter, MqttQos.AtLeastOnce);

    /// <summary>The first event so far, or from now on, that is wanted; each is handed out once.</summary>
    public MqttLinkEvent? WaitFor(Func<MqttLinkEvent, bool> wanted, TimeSpan limit)
    {
        long start = time.GetTimestamp();
        do
        {
            while (link.TryDequeue(out MqttLinkEvent happened))
            {
                _events.Add(happened);
            }

            int found = _events.FindIndex(e => wanted(e));
            if (found >= 0)
            {
                MqttLinkEvent answer = _events[found];
                _events.RemoveAt(found);
                return answer;
            }

            link.Poll(Step);
        }
        while (time.GetElapsedTime(start) < limit);

        return null;
    }

    public void Dispose()
    {
        link.Disconnect();
        link.Poll(TimeSpan.Zero);
        link.Dispose();
    }

    private MqttLinkEvent Connect(MqttProtocol protocol, TimeSpan limit)
    {
        Protocol = protocol;
        link.Connect(protocol, lastWill: null);
        return WaitFor(e => e.Kind is MqttLinkEventKind.Connected or MqttLinkEventKind.Disconnected, limit)
            ?? MqttLinkEvent.Disconnected(MqttFailure.ConnectTimeout, MqttReasonCode.Success, null);
    }
}
