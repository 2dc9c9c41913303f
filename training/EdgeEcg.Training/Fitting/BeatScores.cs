using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fitting;

/// <summary>The device's score for every beat of a matrix.</summary>
internal static class BeatScores
{
    public static float[] Of(
        ErrorMeasure measure,
        BeatMatrix beats,
        ReadOnlySpan<float> reconstructions,
        ReadOnlySpan<float> positionWeights)
    {
        float[] scores = new float[beats.Rows];
        for (int row = 0; row < scores.Length; row++)
        {
            ReadOnlySpan<float> reconstruction = reconstructions.Slice(row * beats.Samples, beats.Samples);
            scores[row] = ReconstructionError.Of(measure, beats.Row(row), reconstruction, positionWeights);
        }

        return scores;
    }
}
