using System.Globalization;
using System.Text.Json;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// The fields of one command. Each is asked for by name with what is allowed; <see cref="End"/> refuses
/// those that nobody asked for, so that a misspelt field is not silently passed over.
/// </summary>
public sealed class CommandFields
{
    private const int MostBytes = 4096;
    private const int MostCharactersShown = 40;
    private const int MostTransactionCharacters = 128;
    private const int MostSenderCharacters = 64;

    private readonly JsonElement _object;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    private CommandFields(JsonElement json) => _object = json;

    /// <param name="payload">A JSON object; nothing means one without fields.</param>
    /// <exception cref="CommandRefusedException">It is something else.</exception>
    public static CommandFields Parse(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > MostBytes)
        {
            throw Bad($"The payload has {payload.Length} bytes, expected at most {MostBytes}.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(payload.IsEmpty ? "{}"u8.ToArray() : payload);
            JsonElement json = document.RootElement.Clone();
            CommandFields fields = json.ValueKind is JsonValueKind.Object
                ? new CommandFields(json)
                : throw Bad($"The payload is {Shown(json)}, expected a JSON object.");
            fields.Text("transaction", MostTransactionCharacters, "a text that comes back in the reply");
            fields.Text("by", MostSenderCharacters, "who sends this");
            return fields;
        }
        catch (JsonException bad)
        {
            throw Bad($"The payload is no JSON (byte {bad.BytePositionInLine}), expected a JSON object.");
        }
    }

    /// <summary>Whom to answer, also where the rest of the command is bad.</summary>
    public static (string? Transaction, string? By) Sender(ReadOnlyMemory<byte> payload)
    {
        try
        {
            CommandFields fields = Parse(payload);
            return (fields.Find("transaction")?.GetString(), fields.Find("by")?.GetString());
        }
        catch (CommandRefusedException)
        {
            return default;
        }
    }

    /// <returns>Null where it is not given.</returns>
    public string? Text(string name, int mostCharacters, string expected) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text
            && text.Length <= mostCharacters
            ? text
            : throw Wrong(name, value, $"{expected}, 1 to {mostCharacters} characters");

    public string RequiredText(string name, int mostCharacters, string expected) =>
        Text(name, mostCharacters, expected) ?? throw Missing(name, expected);

    /// <returns>One of the choices; null where it is not given.</returns>
    public string? Choice(string name, params ReadOnlySpan<string> choices)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        string? text = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return text is not null && choices.Contains(text)
            ? text
            : throw Wrong(name, value, $"one of {string.Join(", ", choices!)}");
    }

    /// <returns>Null where it is not given.</returns>
    public double? Number(string name, double least, double most, string unit) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number)
            && number >= least && number <= most
            ? number
            : throw Wrong(name, value, string.Create(
                CultureInfo.InvariantCulture, $"a number from {least} to {most} {unit}"));

    /// <returns>Null where it is not given.</returns>
    public long? Index(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out long index) && index >= 0
            ? index
            : throw Wrong(name, value, "a whole number from 0");

    /// <returns>Null where it is not given.</returns>
    public bool? Flag(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Wrong(name, value, "true or false");

    /// <returns>Null where it is not given.</returns>
    public DateTimeOffset? Time(string name) =>
        Find(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
            ? time
            : throw Wrong(name, value, "a time such as 2026-01-31T12:00:00.250Z");

    /// <exception cref="CommandRefusedException">There is a field that nobody asked for.</exception>
    public void End()
    {
        foreach (JsonProperty property in _object.EnumerateObject())
        {
            if (!_asked.Contains(property.Name))
            {
                throw Bad($"The field {Shortened(property.Name)} is unknown, expected "
                    + $"{string.Join(", ", _asked.Order())}.");
            }
        }
    }

    /// <param name="name">Of a field.</param>
    /// <param name="expected">What it should be.</param>
    public static CommandRefusedException Missing(string name, string expected) =>
        Bad($"The field {name} is missing, expected {expected}.");

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return _object.TryGetProperty(name, out JsonElement value)
            && value.ValueKind is not JsonValueKind.Null ? value : null;
    }

    private static CommandRefusedException Wrong(string name, JsonElement found, string expected) =>
        Bad($"The field {name} is {Shown(found)}, expected {expected}.");

    private static CommandRefusedException Bad(string sentence) => new(ReplyError.BadRequest, sentence);

    private static string Shown(JsonElement json) => Shortened(json.GetRawText());

    private static string Shortened(string text) =>
        text.Length <= MostCharactersShown ? text : text[..MostCharactersShown] + "…";
}
