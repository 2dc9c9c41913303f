using System.Text.Json.Nodes;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Topic <c>rsp/verb</c>, or the response topic that the sender asked for: what became of a command.
/// </summary>
public sealed record ReplyMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required string BootId { get; init; }

    /// <summary>Of the command.</summary>
    public required string Verb { get; init; }

    /// <summary>The command's own, so that its sender knows the reply; null where it had none.</summary>
    public required string? Transaction { get; init; }

    public required ReplyStatus Status { get; init; }

    /// <summary>Why not, for a program; null where all went well.</summary>
    public required ReplyError? ErrorCode { get; init; }

    /// <summary>Why not, for people, in one sentence.</summary>
    public required string? Error { get; init; }

    /// <summary>What the command gave; its fields are those of the verb.</summary>
    public required JsonObject? Data { get; init; }

    public required DateTimeOffset? Time { get; init; }

    public required ClockState Clock { get; init; }
}
