namespace EdgeEcg.Tests.Mqtt;

public sealed class MosquittoLinkTests() : MqttLinkContract(Links.Mosquitto);
