using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Packages;

public sealed class MqttNetLinkKeepAliveTests() : MqttLinkKeepAliveContract(Links.MqttNet);
