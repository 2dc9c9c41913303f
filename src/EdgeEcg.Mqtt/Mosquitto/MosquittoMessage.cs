using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// struct mosquitto_message of mosquitto.h; its memory is libmosquitto's and ends with the callback.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MosquittoMessage
{
    public int PacketId;
    public byte* Topic;
    public byte* Payload;
    public int PayloadBytes;
    public int Qos;
    public byte Retain;
}
