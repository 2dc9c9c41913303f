using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;

namespace EdgeEcg.Monitor.Alarms;

/// <summary>The alarms that are held, in <c>state/alarms.json</c>, so that a restart forgets none.</summary>
/// <param name="folder">Where it is.</param>
/// <param name="deviceId">Alarms of another device, from before a renaming, are not ours to hold.</param>
/// <param name="writes">Waits for the disk.</param>
public sealed class AlarmStore(StateFolder folder, string deviceId, LaterWrites writes)
{
    private const string FileName = "alarms.json";

    public IReadOnlyList<AlarmMessage> Load() =>
        [.. folder.Read(FileName, MessageJson.Default.AlarmMessageArray)?
            .Where(alarm => alarm.EventId.Device == deviceId) ?? []];

    /// <summary>On a disk that is well they are kept when this returns.</summary>
    public void Save(IEnumerable<AlarmMessage> held)
    {
        byte[] json =
            JsonSerializer.SerializeToUtf8Bytes([.. held], MessageJson.Default.AlarmMessageArray);
        writes.Write(FileName, () => folder.Write(FileName, json));
    }
}
