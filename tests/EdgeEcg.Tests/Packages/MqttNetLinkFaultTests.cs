using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Packages;

public sealed class MqttNetLinkFaultTests() : MqttLinkFaultContract(Links.MqttNet);
