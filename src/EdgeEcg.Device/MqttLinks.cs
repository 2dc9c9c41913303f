using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
#if NUGET_PACKAGES
using EdgeEcg.MqttNet;
#endif

namespace EdgeEcg.Device;

/// <summary>The MQTT libraries of this build, by the word of the configuration.</summary>
internal static class MqttLinks
{
    /// <summary>Says so before anything is begun.</summary>
    /// <exception cref="EnvironmentException">This build does not have that library.</exception>
    public static void Require(MqttLibrary library)
    {
#if !NUGET_PACKAGES
        if (library is not MqttLibrary.Libmosquitto)
        {
            throw Packages.Missing("mqtt.library", library);
        }
#endif
    }

    /// <exception cref="EnvironmentException">This build does not have that library.</exception>
    public static IMqttLink Open(MqttLibrary library, MqttOptions options) => library switch
    {
        MqttLibrary.Libmosquitto => new MosquittoLink(options, TimeProvider.System),
#if NUGET_PACKAGES
        MqttLibrary.MqttNet => new MqttNetLink(options, TimeProvider.System),
#endif
        _ => throw Packages.Missing("mqtt.library", library),
    };
}
