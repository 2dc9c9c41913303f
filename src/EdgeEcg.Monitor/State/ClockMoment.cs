namespace EdgeEcg.Monitor.State;

/// <param name="Earliest">Certainly past.</param>
public sealed record ClockMoment(DateTimeOffset Earliest);
