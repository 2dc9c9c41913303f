using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Packages;

public sealed class MqttNetLinkTlsTests() : MqttLinkTlsContract(Links.MqttNet);
