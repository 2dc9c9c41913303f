namespace EdgeEcg.Scoring;

/// <summary>Learned beats with one shape of QRS.</summary>
/// <param name="Members">Their places among the learned beats, in order of time.</param>
/// <param name="MedianBeat">Leads × samples, in µV.</param>
/// <param name="RelativeRr">Their median interval as a share of that of all learned beats.</param>
/// <param name="WidthMs">Of the median beat's QRS; see <see cref="QrsWidth"/>.</param>
internal sealed record BeatCluster(int[] Members, float[] MedianBeat, float RelativeRr, float WidthMs);
