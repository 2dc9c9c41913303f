using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>
/// By itself, because libmosquitto's shortest keep-alive makes it take ten seconds beside the others.
/// </summary>
/// <param name="open">Makes the link under test.</param>
[Trait("suite", "contract")]
public abstract class MqttLinkKeepAliveContract(Func<MqttOptions, IMqttLink> open)
{
    [Fact]
    public void Half_open_connection_is_noticed_by_the_keep_alive()
    {
        using ScriptedMqttPeer peer = new(c => c.Accept());
        using IMqttLink link = open(Links.Options(peer.Port, "half-open"));
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);

        MqttLinkEvent end = link.WaitFor(MqttLinkEventKind.Disconnected);

        Assert.Equal(MqttFailure.KeepAliveTimeout, end.Failure);
    }
}
