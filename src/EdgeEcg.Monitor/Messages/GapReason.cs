using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Why messages will not come.</summary>
public enum GapReason : byte
{
    /// <summary>The journal had reached its size.</summary>
    [JsonStringEnumMemberName("size")]
    Size,

    /// <summary>They had waited longer than the journal keeps anything.</summary>
    [JsonStringEnumMemberName("age")]
    Age,

    /// <summary>The disk was nearly full.</summary>
    [JsonStringEnumMemberName("free_space")]
    FreeSpace,

    /// <summary>The disk could not be written, and memory is small.</summary>
    [JsonStringEnumMemberName("memory")]
    Memory,

    /// <summary>The broker, or MQTT itself, will never take them; they are set aside on the device.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The storage returned something else than was written; it is set aside.</summary>
    [JsonStringEnumMemberName("damaged")]
    Damaged,
}
