namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Where a detector puts its beats against the reference, in ms; positive is later than the reference.
/// </summary>
/// <param name="Count">Matched beats.</param>
/// <param name="MeanMs">0 without beats, like the others.</param>
/// <param name="StandardDeviationMs">About the mean.</param>
/// <param name="MedianMs">The middle one, or the mean of the middle two.</param>
public readonly record struct FiducialOffsets(
    int Count, double MeanMs, double StandardDeviationMs, double MedianMs)
{
    public static FiducialOffsets Of(IReadOnlyCollection<double> offsetsMs)
    {
        if (offsetsMs.Count == 0)
        {
            return default;
        }

        double mean = offsetsMs.Average();
        double variance = offsetsMs.Average(o => (o - mean) * (o - mean));
        double[] sorted = [.. offsetsMs.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return new FiducialOffsets(sorted.Length, mean, Math.Sqrt(variance), median);
    }
}
