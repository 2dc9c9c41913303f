using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>
/// Every metric that the node will ever report, as a birth has to list them: the single values of state,
/// health, event and alarm, named after message and field (<c>state/heart_rate_bpm</c>). Metrics of alarms
/// are per code (<c>alarm/pause/presence</c>). Lists and objects stay out: their form is JSON's.
/// </summary>
internal sealed class SparkplugDictionary
{
    private static readonly (string Kind, JsonTypeInfo Type)[] Kinds =
    [
        ("state", MessageJson.Default.StateMessage),
        ("health", MessageJson.Default.HealthMessage),
        ("event", MessageJson.Default.EventMessage),
    ];

    private readonly Dictionary<string, SparkplugDatatype> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SparkplugMetric> _newest = new(StringComparer.Ordinal);

    public SparkplugDictionary()
    {
        foreach ((string kind, JsonTypeInfo type) in Kinds)
        {
            Add(kind, type);
        }

        foreach (Alarms.AlarmRule rule in Alarms.AlarmRules.All)
        {
            Add($"alarm/{rule.Code}", MessageJson.Default.AlarmMessage);
        }
    }

    /// <summary>Names and types.</summary>
    public IReadOnlyDictionary<string, SparkplugDatatype> Types => _types;

    /// <summary>All of them with their newest values; null where there was none yet.</summary>
    public IEnumerable<SparkplugMetric> Birth(ulong timestamp) => _types.Select(type =>
        _newest.TryGetValue(type.Key, out SparkplugMetric? known)
            ? known
            : new SparkplugMetric
            {
                Name = type.Key, Timestamp = timestamp, Datatype = (uint)type.Value, IsNull = true,
            });

    /// <summary>The metrics of one message; those that no birth lists are left out.</summary>
    /// <param name="kind">Part of the topic after the device.</param>
    /// <param name="message">A JSON object; nothing for an alarm that is gone.</param>
    /// <param name="timestamp">Of arrival, where the message itself has no time.</param>
    /// <param name="isHistorical">Sent later than it happened: it does not become the newest value.</param>
    public IReadOnlyList<SparkplugMetric> Take(
        string kind, ReadOnlyMemory<byte> message, ulong timestamp, bool isHistorical)
    {
        if (message.IsEmpty)
        {
            return [];
        }

        using JsonDocument json = JsonDocument.Parse(message);
        ulong at = TimeOf(json.RootElement) ?? timestamp;
        List<SparkplugMetric> metrics = [];
        foreach (JsonProperty field in json.RootElement.EnumerateObject())
        {
            string name = $"{kind}/{field.Name}";
            if (_types.TryGetValue(name, out SparkplugDatatype type))
            {
                SparkplugMetric metric = Metric(name, type, field.Value, at);
                if (isHistorical)
                {
                    metric.IsHistorical = true;
                }
                else
                {
                    _newest[name] = metric;
                }

                metrics.Add(metric);
            }
        }

        return metrics;
    }

    private void Add(string prefix, JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (DatatypeOf(property.PropertyType) is { } datatype)
            {
                _types[$"{prefix}/{property.Name}"] = datatype;
            }
        }
    }

    private static SparkplugDatatype? DatatypeOf(Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(bool) ? SparkplugDatatype.Boolean
            : plain == typeof(long) || plain == typeof(int) ? SparkplugDatatype.Int64
            : plain == typeof(double) ? SparkplugDatatype.Double
            : plain == typeof(string) || plain.IsEnum || plain == typeof(DateTimeOffset)
                || plain == typeof(EventId) ? SparkplugDatatype.Text
            : null;
    }

    private static SparkplugMetric Metric(
        string name, SparkplugDatatype type, JsonElement value, ulong timestamp)
    {
        SparkplugMetric metric = new() { Name = name, Timestamp = timestamp, Datatype = (uint)type };
        if (value.ValueKind is JsonValueKind.Null)
        {
            metric.IsNull = true;
            return metric;
        }

        switch (type)
        {
            case SparkplugDatatype.Boolean:
                metric.BooleanValue = value.GetBoolean();
                break;
            case SparkplugDatatype.Int64:
                metric.LongValue = (ulong)value.GetInt64();
                break;
            case SparkplugDatatype.Double:
                metric.DoubleValue = value.GetDouble();
                break;
            default:
                metric.StringValue = value.GetString();
                break;
        }

        return metric;
    }

    private static ulong? TimeOf(JsonElement message) =>
        message.TryGetProperty("time", out JsonElement time) && time.ValueKind is JsonValueKind.String
            && time.TryGetDateTimeOffset(out DateTimeOffset at)
            ? (ulong)at.ToUnixTimeMilliseconds()
            : null;
}
