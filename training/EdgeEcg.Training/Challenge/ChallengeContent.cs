namespace EdgeEcg.Training.Challenge;

/// <summary>Everything the page knows: the pool of sheets from which each round takes some.</summary>
/// <param name="Seed">Orders the rounds, and chose the sheets.</param>
/// <param name="Sources">The data sets with their licences.</param>
/// <param name="Models">What the visitor plays against, per data set.</param>
/// <param name="Sheets">At least one.</param>
public sealed record ChallengeContent(
    long Seed,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Models,
    IReadOnlyList<ChallengeSheet> Sheets);
