using System.Diagnostics;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Position weights from what a model leaves unexplained in normal beats; see <see
/// cref="PositionWeighting"/>.
/// </summary>
internal static class ErrorWeights
{
    /// <summary>
    /// Added to every position's error, as a share of the mean one: a position that happens to be
    /// reconstructed perfectly must not rule the score.
    /// </summary>
    private const double FloorShare = 0.1;

    /// <param name="weighting">The rule.</param>
    /// <param name="normals">Normal beats.</param>
    /// <param name="reconstructions">What the model makes of them.</param>
    /// <returns>One per sample, mean 1.</returns>
    public static float[] Of(
        PositionWeighting weighting, BeatMatrix normals, ReadOnlySpan<float> reconstructions)
    {
        if (weighting is PositionWeighting.Uniform)
        {
            return Uniform(normals.Samples);
        }

        double[] errors = new double[normals.Samples];
        for (int i = 0; i < reconstructions.Length; i++)
        {
            double difference = (double)normals.Values[i] - reconstructions[i];
            errors[i % errors.Length] += difference * difference;
        }

        double floor = errors.Average() * FloorShare;
        if (floor <= 0)
        {
            return Uniform(normals.Samples);
        }

        double[] weights = Array.ConvertAll(errors, error => Weight(weighting, error, floor));
        double mean = weights.Average();
        return Array.ConvertAll(weights, weight => (float)(weight / mean));
    }

    public static float[] Uniform(int samples)
    {
        float[] weights = new float[samples];
        weights.AsSpan().Fill(1);
        return weights;
    }

    private static double Weight(PositionWeighting weighting, double error, double floor) => weighting switch
    {
        PositionWeighting.InverseError => 1 / (error + floor),
        PositionWeighting.RmsError => Math.Sqrt(error),
        _ => throw new UnreachableException(),
    };
}
