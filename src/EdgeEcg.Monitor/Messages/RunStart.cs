namespace EdgeEcg.Monitor.Messages;

/// <summary>How a run began.</summary>
/// <param name="Mode">How much of the program runs.</param>
/// <param name="LastEnd">How the run before it ended.</param>
public readonly record struct RunStart(RunMode Mode, LastEnd LastEnd);
