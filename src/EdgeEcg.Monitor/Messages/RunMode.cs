using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>How much of the program runs.</summary>
public enum RunMode : byte
{
    [JsonStringEnumMemberName("normal")]
    Normal,

    /// <summary>
    /// It failed several times in a row and runs without what may be the cause: it reads, records and tells
    /// how it is, and watches nothing.
    /// </summary>
    [JsonStringEnumMemberName("safe")]
    Safe,
}
