using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
#if NUGET_PACKAGES
using EdgeEcg.MqttNet;
#endif

namespace EdgeEcg.Tests.Mqtt;

/// <summary>The links there are, and how a test uses one.</summary>
internal static class Links
{
    public static IMqttLink Mosquitto(MqttOptions options) => new MosquittoLink(options, TimeProvider.System);

#if NUGET_PACKAGES
    public static IMqttLink MqttNet(MqttOptions options) => new MqttNetLink(options, TimeProvider.System);

#endif
    public static MqttOptions Options(int port, string clientId) =>
        new() { Host = "127.0.0.1", Port = port, ClientId = clientId, KeepAlive = TimeSpan.FromSeconds(5) };

    public static void Publish(IMqttLink link, in MqttMessage message)
    {
        Assert.Equal(PublishOutcome.Accepted, link.TryPublish(message, out long publishId));
        MqttLinkEvent answer = link.WaitFor(MqttLinkEventKind.Published);
        Assert.Equal(publishId, answer.PublishId);
        Assert.False(answer.Reason.IsRefusal);
    }
}
