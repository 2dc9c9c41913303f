namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>Event bits of poll(2).</summary>
[Flags]
internal enum SocketEvents : short
{
    None = 0,
    Readable = 0x001,
    Writable = 0x004,
    Error = 0x008,
    HungUp = 0x010,
}
