using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Tests.Mqtt;

public sealed class MosquittoLibraryTests
{
    [Fact]
    public void Missing_library_names_the_package_to_install()
    {
        MqttLibraryException refusal =
            Assert.Throws<MqttLibraryException>(() => MosquittoLibrary.Load("libmosquitto-absent.so.1"));

        Assert.Contains("apt install libmosquitto1", refusal.Message, StringComparison.Ordinal);
    }
}
