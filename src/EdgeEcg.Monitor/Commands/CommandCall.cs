using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// One command that waits for its reply. Whoever carries it out answers once, from any thread, now or later.
/// </summary>
public sealed class CommandCall
{
    private readonly Action<CommandCall, ReplyError?, string?, JsonObject?> _reply;
    private int _answered;

    internal CommandCall(
        string verb, string? transaction, string? responseTopic, ReadOnlyMemory<byte> correlationData,
        Action<CommandCall, ReplyError?, string?, JsonObject?> reply)
    {
        Verb = verb;
        Transaction = transaction;
        ResponseTopic = responseTopic;
        CorrelationData = correlationData;
        _reply = reply;
    }

    public string Verb { get; }

    public string? Transaction { get; }

    /// <summary>Who sent it, as they say; for the log and for alarms.</summary>
    public string By { get; init; } = "an MQTT client";

    internal string? ResponseTopic { get; }

    internal ReadOnlyMemory<byte> CorrelationData { get; }

    /// <param name="accepted">Whether the request to another thread was taken.</param>
    /// <exception cref="CommandRefusedException">It was not.</exception>
    public void Expect(bool accepted)
    {
        if (!accepted)
        {
            throw new CommandRefusedException(
                ReplyError.Busy, $"The device is too busy to {Verb} now; send it again later.");
        }
    }

    public void Answer(JsonObject? data = null) => ReplyOnce(null, null, data);

    /// <param name="error">For a program.</param>
    /// <param name="sentence">For people.</param>
    public void Refuse(ReplyError error, string sentence) => ReplyOnce(error, sentence, null);

    private void ReplyOnce(ReplyError? error, string? sentence, JsonObject? data)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            _reply(this, error, sentence, data);
        }
    }
}
