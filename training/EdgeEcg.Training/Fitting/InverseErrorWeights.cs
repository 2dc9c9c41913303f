using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Position weights from what a model leaves unexplained in normal beats; see <see
/// cref="PositionWeighting"/>.
/// </summary>
internal static class InverseErrorWeights
{
    /// <summary>
    /// Added to every position's error, as a share of the mean one: a position that happens to be
    /// reconstructed perfectly must not rule the score.
    /// </summary>
    private const double FloorShare = 0.1;

    public static float[] Of(BeatMatrix normals, ReadOnlySpan<float> reconstructions)
    {
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

        double[] inverses = Array.ConvertAll(errors, error => 1 / (error + floor));
        double mean = inverses.Average();
        return Array.ConvertAll(inverses, inverse => (float)(inverse / mean));
    }

    public static float[] Uniform(int samples)
    {
        float[] weights = new float[samples];
        weights.AsSpan().Fill(1);
        return weights;
    }
}
