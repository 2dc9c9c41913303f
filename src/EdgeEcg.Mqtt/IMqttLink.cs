namespace EdgeEcg.Mqtt;

/// <summary>
/// One connection to one broker, driven by its owner's thread. A link does not reconnect, does not queue and
/// does not resend: whoever owns it decides (<see cref="MqttSession"/>). All members but <see cref="Wake"/>
/// and <see cref="ReceivedDropped"/> belong to one thread. Network work happens inside <see cref="Poll"/>
/// only, and everything that comes of it is an event.
/// </summary>
public interface IMqttLink : IDisposable
{
    /// <summary>Received messages that found the event queue full. Safe to read from any thread.</summary>
    public long ReceivedDropped { get; }

    /// <summary>
    /// Starts one attempt; its outcome is a Connected or a Disconnected event. Resolving the name and opening
    /// the socket may block up to the system's own limits. Only after the previous attempt's Disconnected.
    /// </summary>
    /// <param name="lastWill">What the broker publishes for us if we vanish without a goodbye.</param>
    public void Connect(MqttProtocol protocol, MqttMessage? lastWill);

    /// <summary>
    /// Waits for the network or a <see cref="Wake"/>, at most <paramref name="max"/>, and does what is due.
    /// </summary>
    public void Poll(TimeSpan max);

    /// <summary>Ends a running or the next <see cref="Poll"/> early. From any thread.</summary>
    public void Wake();

    /// <param name="publishId">
    /// Counts from 1 for the life of the link; comes back in Published or Unconfirmed.
    /// </param>
    public PublishOutcome TryPublish(in MqttMessage message, out long publishId);

    /// <summary>False while not connected. A refusal comes as an event.</summary>
    public bool TrySubscribe(string topicFilter, MqttQos qos);

    /// <summary>Says goodbye, so that the broker drops the last will, and closes.</summary>
    public void Disconnect();

    /// <summary>Closes without a goodbye, so that the broker publishes the last will.</summary>
    public void Drop(MqttFailure reason);

    public bool TryDequeue(out MqttLinkEvent linkEvent);
}
