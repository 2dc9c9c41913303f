using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>
/// By itself, because libmosquitto's shortest keep-alive makes it take ten seconds beside the others.
/// </summary>
public sealed class MosquittoLinkKeepAliveTests
{
    [Fact]
    public void Half_open_connection_is_noticed_by_the_keep_alive()
    {
        using ScriptedMqttPeer peer = new(c => c.Accept());
        using MosquittoLink link = MosquittoLinkTests.Link(peer.Port, "half-open");
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);

        MqttLinkEvent end = link.WaitFor(MqttLinkEventKind.Disconnected);

        Assert.Equal(MqttFailure.KeepAliveTimeout, end.Failure);
    }
}
