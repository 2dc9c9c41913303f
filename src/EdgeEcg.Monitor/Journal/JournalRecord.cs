using System.Buffers.Binary;
using System.Text;
using EdgeEcg.Mqtt;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The bytes of one entry, so that it can be told true from damaged, and found in a damaged file without the
/// help of the database around it. Little-endian:
/// <code>
///  magic 8 | length 4 | CRC-32C 4 of what follows | sequence 8 | posted 8 (ticks, UTC) | second 8 |
///  expiry 4 (0: none) | lane 1 | flags 1 | topic bytes 2 | content type bytes 2 | topic | type | payload
/// </code>
/// </summary>
internal static class JournalRecord
{
    public const int HeaderBytes = 50;

    /// <summary>Longer than the largest strip that any rate gives.</summary>
    public const int MostBytes = 4 << 20;

    private const int ChecksummedFrom = 16;
    private const byte RetainFlag = 1;

    /// <summary>No text begins like this, and no number that SQLite writes is likely to.</summary>
    public static ReadOnlySpan<byte> Magic => [0xE5, 0x8C, 0x67, 0x00, 0xA1, 0x4A, 0x0D, 0x01];

    public static byte[] Write(JournalEntry entry)
    {
        MqttMessage message = entry.Message;
        int topicBytes = Encoding.UTF8.GetByteCount(message.Topic);
        int typeBytes = Encoding.UTF8.GetByteCount(message.ContentType ?? "");
        byte[] bytes = new byte[HeaderBytes + topicBytes + typeBytes + message.Payload.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), entry.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), entry.Posted.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), entry.PostedAtSecond);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(40), message.ExpirySeconds ?? 0);
        bytes[44] = (byte)entry.Lane;
        bytes[45] = message.Retain ? RetainFlag : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(46), (ushort)topicBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(48), (ushort)typeBytes);
        Encoding.UTF8.GetBytes(message.Topic, bytes.AsSpan(HeaderBytes));
        Encoding.UTF8.GetBytes(message.ContentType ?? "", bytes.AsSpan(HeaderBytes + topicBytes));
        message.Payload.Span.CopyTo(bytes.AsSpan(HeaderBytes + topicBytes + typeBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(
            bytes.AsSpan(12), Checksum32.Of(bytes.AsSpan(ChecksummedFrom)));
        return bytes;
    }

    /// <summary>How long the record says it is; 0 where none begins here.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
        {
            return 0;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        return length is >= HeaderBytes and <= MostBytes ? length : 0;
    }

    /// <summary>Null where the bytes are not what was written.</summary>
    public static JournalEntry? TryRead(ReadOnlySpan<byte> bytes)
    {
        int length = LengthOf(bytes);
        if (length == 0 || length > bytes.Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])
            != Checksum32.Of(bytes[ChecksummedFrom..length]))
        {
            return null;
        }

        int topicBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[46..]);
        int typeBytes = BinaryPrimitives.ReadUInt16LittleEndian(bytes[48..]);
        uint expiry = BinaryPrimitives.ReadUInt32LittleEndian(bytes[40..]);
        ReadOnlySpan<byte> rest = bytes[HeaderBytes..length];
        return new JournalEntry
        {
            Sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            Lane = (JournalLane)bytes[44],
            Posted = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]), TimeSpan.Zero),
            PostedAtSecond = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            IsRecord = true,
            OnDisk = true,
            Message = new MqttMessage(
                Encoding.UTF8.GetString(rest[..topicBytes]),
                rest[(topicBytes + typeBytes)..].ToArray(),
                Retain: (bytes[45] & RetainFlag) != 0,
                ExpirySeconds: expiry == 0 ? null : expiry,
                ContentType: typeBytes == 0 ? null
                    : Encoding.UTF8.GetString(rest[topicBytes..(topicBytes + typeBytes)]),
                Keep: (JournalLane)bytes[44] switch
                {
                    JournalLane.Alarm => MqttKeep.Urgent,
                    JournalLane.Strip => MqttKeep.Bulk,
                    _ => MqttKeep.Routine,
                }),
        };
    }
}
