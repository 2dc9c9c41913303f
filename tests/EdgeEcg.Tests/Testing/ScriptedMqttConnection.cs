using System.Buffers.Binary;
using System.Net.Sockets;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// One accepted connection of a <see cref="ScriptedMqttPeer"/>: raw packets in and out (MQTT 5, section 2).
/// </summary>
internal sealed class ScriptedMqttConnection(Socket socket) : IDisposable
{
    public const byte Connect = 0x10;
    public const byte Publish = 0x30;
    public const byte Subscribe = 0x80;
    public const byte Disconnect = 0xE0;

    private const byte TypeMask = 0xF0;

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    /// <summary>The protocol level that the client asked for: 4 is 3.1.1, 5 is 5.0.</summary>
    public byte Level { get; private set; }

    /// <summary>Reads CONNECT and takes it; with MQTT 5 the properties given go into CONNACK.</summary>
    public async Task Accept(params byte[] properties)
    {
        await ReadConnect();
        await Send(
            Level == 5 ? [0x20, (
                byte)(
                    3 + properties.Length), 0, 0, (byte)properties.Length, .. properties] : [0x20, 2, 0, 0]);
    }

    public async Task ReadConnect()
    {
        const int levelOffset = 6; // After the length and the four letters of "MQTT".
        byte[] body = await Read(Connect);
        Level = body[levelOffset];
    }

    public async Task Refuse(byte reason)
    {
        await ReadConnect();
        await Send(Level == 5 ? [0x20, 3, 0, reason, 0] : [0x20, 2, 0, reason]);
    }

    /// <summary>The body of the next packet of this type; others on the way are passed over.</summary>
    public async Task<byte[]> Read(byte type)
    {
        while (true)
        {
            byte header = (await ReadBytes(1))[0];
            byte[] body = await ReadBytes(await ReadLength());
            if ((header & TypeMask) == type)
            {
                return body;
            }
        }
    }

    /// <summary>The packet id of the next PUBLISH, which is sent with QoS 1.</summary>
    public async Task<ushort> ReadPublish()
    {
        byte[] body = await Read(Publish);
        ushort topicBytes = BinaryPrimitives.ReadUInt16BigEndian(body);
        return BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(2 + topicBytes));
    }

    public Task Acknowledge(ushort packetId, byte reason = 0) =>
        Send([0x40, 4, (byte)(packetId >> 8), (byte)packetId, reason, 0]);

    public Task SayDisconnect(byte reason) => Send([0xE0, 2, reason, 0]);

    public async Task Send(params byte[] bytes) => await _stream.WriteAsync(bytes);

    /// <summary>Ends with a reset, as when a router forgets the connection.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public void Dispose() => _stream.Dispose();

    private async Task<int> ReadLength()
    {
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte digit = (await ReadBytes(1))[0];
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80)
            {
                return length;
            }
        }
    }

    private async Task<byte[]> ReadBytes(int count)
    {
        byte[] bytes = new byte[count];
        await _stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
