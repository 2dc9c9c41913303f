using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Packages;

public sealed class MqttNetLinkTests() : MqttLinkContract(Links.MqttNet);
