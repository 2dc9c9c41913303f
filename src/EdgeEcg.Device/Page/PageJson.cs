using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The text frames of the stream: kind 2 and length as 32-bit numbers, then {"kind": …, "payload": …} where
/// the payload is a message as the broker gets it.
/// </summary>
internal static class PageJson
{
    private const int MessageKind = 2;

    public static byte[] Message(string kind, ReadOnlyMemory<byte> payload)
    {
        ReadOnlySpan<byte> json = Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WritePropertyName("payload");
            writer.WriteRawValue(payload.IsEmpty ? "null"u8 : payload.Span);
            writer.WriteEndObject();
        }).Span;
        byte[] frame = new byte[8 + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, MessageKind);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), json.Length);
        json.CopyTo(frame.AsSpan(8));
        return frame;
    }

    public static ReadOnlyMemory<byte> Hello(double rateHz) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("trace_rate_sps", rateHz);
        writer.WriteEndObject();
    });

    /// <param name="position">In the trace.</param>
    public static ReadOnlyMemory<byte> Beat(long position, Beat beat, BeatVerdict verdict) => Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", position);
        writer.WriteBoolean("anomalous", verdict.Anomalous);
        writer.WriteBoolean("scored", verdict.Score is not null);
        writer.WriteNumber("quality", Math.Round(beat.Quality, 2));
        writer.WriteStartArray("reasons");
        foreach (string reason in BeatReasonNames.Of(verdict.Reasons))
        {
            writer.WriteStringValue(reason);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static ReadOnlyMemory<byte> List(IEnumerable<ReadOnlyMemory<byte>> items) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (ReadOnlyMemory<byte> item in items)
        {
            writer.WriteRawValue(item.Span);
        }

        writer.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        ArrayBufferWriter<byte> json = new();
        using Utf8JsonWriter writer = new(json);
        content(writer);
        writer.Flush();
        return json.WrittenMemory;
    }
}
