using System.Buffers.Binary;
using System.Text;

namespace EdgeEcg.Tests.Delivery;

/// <summary>A PUBLISH of QoS 1 as a scripted peer read it (MQTT 5, section 3.3).</summary>
internal readonly record struct ReceivedPublish(string Topic, ushort PacketId, string Payload)
{
    public static ReceivedPublish Parse(byte[] body, bool hasProperties)
    {
        int topicBytes = BinaryPrimitives.ReadUInt16BigEndian(body);
        int at = 2 + topicBytes;
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
        at += 2;
        if (hasProperties)
        {
            // Ours are shorter than 128 bytes, so their length is one byte.
            at += 1 + body[at];
        }

        return new ReceivedPublish(
            Encoding.UTF8.GetString(body, 2, topicBytes), id, Encoding.UTF8.GetString(body.AsSpan(at)));
    }
}
