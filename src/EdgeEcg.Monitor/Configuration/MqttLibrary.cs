namespace EdgeEcg.Monitor.Configuration;

/// <summary>What speaks MQTT.</summary>
public enum MqttLibrary : byte
{
    /// <summary>The library of the operating system; in every build.</summary>
    Libmosquitto,

    /// <summary>MQTTnet 5; in builds with the NuGet packages.</summary>
    MqttNet,
}
