using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Deploy;

/// <summary>One client of the broker: what it may write, and what reaches it.</summary>
internal sealed class BrokerPeerUnderTest : IDisposable
{
    private readonly IMqttLink _link;

    public BrokerPeerUnderTest(MqttOptions options)
    {
        _link = Links.Mosquitto(options);
        _link.Connect(MqttProtocol.V5, null);
        _link.WaitFor(MqttLinkEventKind.Connected);
    }

    /// <returns>Null where the broker lets it in, else why it does not.</returns>
    public static MqttLinkEvent? Refusal(MqttOptions options)
    {
        using IMqttLink link = Links.Mosquitto(options);
        link.Connect(MqttProtocol.V5, null);
        MqttLinkEvent happened = link.WaitFor(
            e => e.Kind is MqttLinkEventKind.Connected or MqttLinkEventKind.Disconnected, "an end");
        return happened.Kind is MqttLinkEventKind.Connected ? null : happened;
    }

    public void Dispose() => _link.Dispose();

    public bool MayWrite(string topic)
    {
        Assert.Equal(
            PublishOutcome.Accepted, _link.TryPublish(new MqttMessage(topic, new byte[] { 1 }), out long id));
        MqttLinkEvent answer =
            _link.WaitFor(e => e.Kind is MqttLinkEventKind.Published && e.PublishId == id, "an answer");
        return !answer.Reason.IsRefusal;
    }

    /// <summary>Asks for everything; the broker sorts out what it may have.</summary>
    public void Subscribe()
    {
        foreach (string filter in new[] { "#", "$SYS/#" })
        {
            Assert.True(_link.TrySubscribe(filter, MqttQos.AtLeastOnce));
        }

        // Its answer shows that the broker has seen the subscriptions.
        Assert.False(MayWrite("nobody/may"));
    }

    /// <summary>Topics of all that has come until the last one, which this client may read.</summary>
    public HashSet<string> ReadUntil(string last)
    {
        HashSet<string> heard = [];
        while (!heard.Contains(last))
        {
            heard.Add(_link.WaitFor(MqttLinkEventKind.Received).Message!.Topic);
        }

        return heard;
    }
}
