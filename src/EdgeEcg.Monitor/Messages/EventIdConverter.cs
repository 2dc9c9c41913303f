using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

internal sealed class EventIdConverter : JsonConverter<EventId>
{
    public override EventId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EventId.TryParse(reader.GetString(), out EventId id)
            ? id
            : throw new JsonException("An event id is device.boot.sequence.");

    public override void Write(Utf8JsonWriter writer, EventId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
