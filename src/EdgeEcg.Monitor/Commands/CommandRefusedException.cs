using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>A command that cannot be carried out as it stands; its message is for the sender.</summary>
public sealed class CommandRefusedException : Exception
{
    /// <param name="error">For a program.</param>
    /// <param name="message">For people: where, what was found, what was expected.</param>
    public CommandRefusedException(ReplyError error, string message)
        : base(message) => Error = error;

    public ReplyError Error { get; }
}
