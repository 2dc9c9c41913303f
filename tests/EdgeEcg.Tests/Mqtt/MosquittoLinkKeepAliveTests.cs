namespace EdgeEcg.Tests.Mqtt;

public sealed class MosquittoLinkKeepAliveTests() : MqttLinkKeepAliveContract(Links.Mosquitto);
