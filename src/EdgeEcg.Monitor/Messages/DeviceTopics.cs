namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// The topics of one device: <c>base/device_id/…</c>. Ids are checked here, once, so that nothing that comes
/// later can put a wildcard or another level into a topic.
/// </summary>
public sealed class DeviceTopics
{
    private const string HistoryLevel = "history/";

    private readonly string _root;

    /// <param name="baseTopic">May have several levels; no wildcards.</param>
    /// <param name="deviceId">Letters, digits, <c>_</c> and <c>-</c>.</param>
    public DeviceTopics(string baseTopic, string deviceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(baseTopic);
        if (baseTopic.AsSpan().IndexOfAny('+', '#', '\0') >= 0 || baseTopic[0] == '/' || baseTopic[^1] == '/')
        {
            throw new ArgumentException($"'{baseTopic}' is no base topic.", nameof(baseTopic));
        }

        DeviceId = Checked(deviceId, nameof(deviceId));
        _root = $"{baseTopic}/{deviceId}/";
    }

    public string DeviceId { get; }

    public string Status => _root + "status";

    public string Info => _root + "info";

    public string Health => _root + "health";

    public string State => _root + "state";

    public string Clock => _root + "clock";

    public string Event => _root + "event";

    /// <summary>Empty messages, whose answers tell the Sparkplug node how far the broker has read.</summary>
    public string SparkplugSync => _root + "sparkplug/sync";

    /// <summary>What is missing from the history.</summary>
    public string HistoryGap => _root + HistoryLevel + "gap";

    /// <summary>Subscribe to this for commands.</summary>
    public string Commands => _root + "cmd/+";

    public string Alarm(string code) => _root + "alarm/" + Checked(code, nameof(code));

    public string Strip(EventId eventId) => _root + "strip/" + eventId;

    public string Response(string verb) => Responses + Checked(verb, nameof(verb));

    /// <summary>Replies begin with this.</summary>
    public string Responses => _root + "rsp/";

    /// <summary>Whether a topic is below this device's.</summary>
    public bool IsOwn(string topic) => topic.StartsWith(_root, StringComparison.Ordinal);

    /// <summary>What follows the device in a topic: <c>state</c>, <c>alarm/pause</c>; null for any
    /// other's topic.</summary>
    public string? KindOf(string topic) => IsOwn(topic) ? topic[_root.Length..] : null;

    /// <summary>Where a command is sent.</summary>
    public string Command(string verb) => _root + "cmd/" + Checked(verb, nameof(verb));

    /// <summary>Where a message of this topic goes when it is late; another device's topic stays.</summary>
    public string History(string topic) =>
        IsOwn(topic) ? _root + HistoryLevel + topic[_root.Length..] : topic;

    /// <summary>The verb of a topic under <see cref="Commands"/>; null for any other topic.</summary>
    public string? CommandVerb(string topic)
    {
        string prefix = _root + "cmd/";
        return topic.StartsWith(prefix, StringComparison.Ordinal) && IsId(topic[prefix.Length..])
            ? topic[prefix.Length..]
            : null;
    }

    /// <param name="prefix">Home Assistant's discovery prefix.</param>
    public string Discovery(string prefix) => $"{prefix}/device/{DeviceId}/config";

    /// <summary>Letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static bool IsId(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string Checked(string id, string parameter) => IsId(id)
        ? id
        : throw new ArgumentException(
            $"'{id}' has other characters than letters, digits, '_' and '-'.", parameter);
}
