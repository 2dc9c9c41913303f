namespace EdgeEcg.Monitor.Commands;

/// <summary>Something that a device can be told to do.</summary>
/// <param name="Verb">The last level of its topic.</param>
/// <param name="Run">
/// Asks for its fields, then <see cref="CommandFields.End"/>, then does it and answers. Runs on the thread of
/// the desk, which may wait for a disk but not for people; throws <see cref="CommandRefusedException"/>.
/// </param>
public sealed record RemoteCommand(string Verb, Action<CommandFields, CommandCall> Run);
