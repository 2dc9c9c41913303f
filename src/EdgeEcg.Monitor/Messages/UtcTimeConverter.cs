using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Times on the wire: ISO 8601, UTC, milliseconds, such as <c>2026-01-31T12:00:00.250Z</c>.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTimeOffset.TryParseExact(
            reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
                ? time
                : throw new JsonException("A time is written like 2026-01-31T12:00:00.250Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
