namespace EdgeEcg.Tests.Mqtt;

public sealed class MosquittoLinkTlsTests() : MqttLinkTlsContract(Links.Mosquitto);
