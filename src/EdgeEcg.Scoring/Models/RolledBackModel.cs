namespace EdgeEcg.Scoring.Models;

/// <summary>A model that the device took back by itself.</summary>
/// <param name="ModelId">Of the model.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Time">By the device's clock.</param>
public sealed record RolledBackModel(string ModelId, string Reason, DateTimeOffset Time);
