namespace EdgeEcg.Scoring;

/// <summary>
/// A wearer's baseline as it outlives a restart: the normal beats themselves, in whole microvolts, from
/// which all the rest is worked out again. A new model needs no new baseline, because no model made it;
/// another cut of the beat or another chip setting does.
/// </summary>
/// <param name="ModelId">Of the model it was used with last; told, not checked.</param>
/// <param name="Source">
/// What the microvolts depend on besides the wearer, such as gains; a baseline of another source is not
/// used.
/// </param>
/// <param name="Leads">Leads of each beat.</param>
/// <param name="SamplesPerLead">Samples of each lead of a beat.</param>
/// <param name="IsConfirmed">A technician said that these are normal.</param>
/// <param name="ReferenceRrMs">The usual interval before normal beats.</param>
/// <param name="Beats">Which shape each beat has, and its leads one after the other in µV.</param>
public sealed record BaselineImage(
    string ModelId,
    string Source,
    int Leads,
    int SamplesPerLead,
    bool IsConfirmed,
    float ReferenceRrMs,
    IReadOnlyList<(byte Shape, short[] Microvolts)> Beats);
