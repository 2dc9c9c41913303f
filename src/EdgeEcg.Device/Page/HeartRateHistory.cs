using System.Buffers;
using System.Text.Json;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Page;

/// <summary>The heart rate of the last day, one value a minute; none where it was not valid.</summary>
internal sealed class HeartRateHistory
{
    private const int Minutes = 24 * 60;

    private readonly (DateTimeOffset Time, double? Bpm)[] _minutes = new (DateTimeOffset, double?)[Minutes];
    private long _count;

    public void Add(StateMessage state)
    {
        if (state.Time is not { } time)
        {
            return;
        }

        DateTimeOffset minute = time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));
        bool isNew = _count == 0 || _minutes[(_count - 1) % Minutes].Time != minute;
        _count += isNew ? 1 : 0;
        _minutes[(_count - 1) % Minutes] = (minute, state.HeartRateBpm);
    }

    /// <summary>A list of [seconds since 1970, beats per minute or null], oldest first.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        ArrayBufferWriter<byte> json = new();
        using Utf8JsonWriter writer = new(json);
        writer.WriteStartArray();
        for (long i = Math.Max(0, _count - Minutes); i < _count; i++)
        {
            (DateTimeOffset time, double? bpm) = _minutes[i % Minutes];
            writer.WriteStartArray();
            writer.WriteNumberValue(time.ToUnixTimeSeconds());
            if (bpm is { } value)
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.Flush();
        return json.WrittenMemory;
    }
}
