namespace EdgeEcg.Training.Challenge;

/// <summary>One lead of a person from beginning to end.</summary>
/// <param name="Name">Such as MLII.</param>
/// <param name="Microvolts">Sample by sample.</param>
internal sealed record StripLead(string Name, float[] Microvolts);
