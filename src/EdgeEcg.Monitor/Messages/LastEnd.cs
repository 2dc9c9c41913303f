using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>How the run before this one ended.</summary>
public enum LastEnd : byte
{
    /// <summary>There was none, or nothing is known of it.</summary>
    [JsonStringEnumMemberName("first")]
    First,

    /// <summary>It was stopped, or could not start and said why.</summary>
    [JsonStringEnumMemberName("clean")]
    Clean,

    /// <summary>It was killed, by a bug, by the watchdog or by hand.</summary>
    [JsonStringEnumMemberName("crash")]
    Crash,

    /// <summary>The machine went down under it.</summary>
    [JsonStringEnumMemberName("power")]
    Power,
}
