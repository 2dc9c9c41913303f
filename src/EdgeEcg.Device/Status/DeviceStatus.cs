using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Supervision;

namespace EdgeEcg.Device.Status;

/// <summary>How a device is, for people and for programs.</summary>
/// <param name="Id">Of the device.</param>
/// <param name="Found">Its retained messages, by the part of the topic after the device.</param>
/// <param name="Failure">Why the broker did not answer; null: it did.</param>
/// <param name="Errors">Its last errors, oldest first.</param>
internal sealed record DeviceStatus(
    string Id, IReadOnlyDictionary<string, JsonNode> Found, string? Failure, KeptError[] Errors)
{
    private const string AlarmPrefix = "alarm/";

    public bool IsOnline => Text("status", "state") == "online";

    private IEnumerable<JsonNode> Alarms => Found
        .Where(f => f.Key.StartsWith(AlarmPrefix, StringComparison.Ordinal)).Select(f => f.Value);

    public JsonObject ToJson()
    {
        JsonObject messages = [];
        foreach ((string kind, JsonNode message) in Found)
        {
            if (!kind.StartsWith(AlarmPrefix, StringComparison.Ordinal))
            {
                messages[kind] = message.DeepClone();
            }
        }

        return new JsonObject
        {
            ["device"] = Id,
            ["online"] = IsOnline,
            ["failure"] = Failure,
            ["messages"] = messages,
            ["alarms"] = new JsonArray([.. Alarms.Select(a => a.DeepClone())]),
            ["last_errors"] = JsonSerializer.SerializeToNode(Errors, StateJson.Default.KeptErrorArray),
        };
    }

    public void Print(TextWriter to)
    {
        string name = Text("info", "name") is { } known && known != Id ? $" ({known})" : "";
        to.WriteLine($"device      {Id}{name}");
        if (Failure is not null)
        {
            to.WriteLine($"broker      {Failure}");
        }
        else if (Found.Count == 0)
        {
            to.WriteLine("status      nothing is known of it at this broker");
        }
        else
        {
            PrintMessages(to);
            PrintAlarms(to);
        }

        foreach (KeptError error in Errors)
        {
            string times = error.Count == 1 ? "" : $" ({error.Count} times)";
            to.WriteLine($"error       {error.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {error.Message}{times}");
        }

        to.WriteLine("EdgeEcg is not a medical device: nothing here is for diagnosis.");
    }

    private void PrintMessages(TextWriter to)
    {
        string mode = Text("status", "mode") == "safe" ? ", safe mode: it watches nothing" : "";
        to.WriteLine(
            $"status      {Text("status", "state") ?? "unknown"} ({Text("status", "reason")}{mode}), "
            + $"the run before ended: {Text("status", "last_end")}");
        to.WriteLine($"program     {Text("info", "program_version")} on {Text("info", "board")}");
        to.WriteLine(
            $"heart       {Text("state", "heart_rate_bpm") ?? "–"} bpm, quality {Text("state", "quality")}, "
            + $"leads off: {LeadsOff()}, {Text("state", "events")} events");
        to.WriteLine(
            $"health      up {Text("health", "uptime_s")} s, {Text("health", "samples_lost")} samples lost, "
            + $"{Text("health", "queue_depth")} messages waiting, "
            + $"{Text("health", "messages_dropped")} dropped");
        to.WriteLine(
            $"machine     {Text("health", "memory_mb")} MB, {Text("health", "cpu_percent")} % of a core, "
            + $"{Text("health", "disk_free_mb")} MB free, clock {Text("health", "clock")}");
        if (Text("health", "last_error") is { } error)
        {
            to.WriteLine($"last error  {error}");
        }
    }

    private void PrintAlarms(TextWriter to)
    {
        foreach (JsonNode alarm in Alarms)
        {
            string test = (bool?)alarm["test"] is true ? ", test" : "";
            to.WriteLine(
                $"alarm       {alarm["code"]} {alarm["presence"]} ({alarm["priority"]}{test}) since "
                + $"{alarm["onset"]?.ToString() ?? "an unknown time"}: {alarm["text"]}");
        }

        if (!Alarms.Any())
        {
            to.WriteLine("alarm       none");
        }
    }

    private string LeadsOff() => (Found.GetValueOrDefault("state") as JsonObject)?["leads_off"]
        is JsonArray { Count: > 0 } off
        ? string.Join(", ", off.Select(o => o!.ToString()))
        : "none";

    private string? Text(string kind, string field) =>
        (Found.GetValueOrDefault(kind) as JsonObject)?[field]?.ToString();
}
