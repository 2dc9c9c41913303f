using EdgeEcg.Core;
using EdgeEcg.Records;

namespace EdgeEcg.Training.Evaluation;

/// <summary>What the device's code made of one record.</summary>
/// <param name="Name">Of the record.</param>
/// <param name="Rate">Of its samples.</param>
/// <param name="Beats">Those that got a score.</param>
/// <param name="Classes">All found beats, as V where the device says so and as N otherwise.</param>
public sealed record ScoredRecord(
    string Name, SampleRate Rate, IReadOnlyList<ScoredBeat> Beats, IReadOnlyList<Annotation> Classes);
