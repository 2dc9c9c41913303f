namespace EdgeEcg.Tests.Mqtt;

public sealed class MosquittoLinkFaultTests() : MqttLinkFaultContract(Links.Mosquitto);
