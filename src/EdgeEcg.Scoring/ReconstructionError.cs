using System.Diagnostics;

namespace EdgeEcg.Scoring;

/// <summary>
/// The number that rises with abnormality: how far a model's reconstruction is from the beat. Trainer and
/// device call this one function, so a threshold found by the trainer means the same on the device. Sums run
/// in double and in order: the result does not depend on the machine's vector width.
/// </summary>
public static class ReconstructionError
{
    /// <param name="measure">The measure the package names.</param>
    /// <param name="beat">Normalised beat.</param>
    /// <param name="reconstruction">What the model made of it; same length.</param>
    /// <param name="positionWeights">One weight per position; same length.</param>
    public static float Of(
        ErrorMeasure measure,
        ReadOnlySpan<float> beat,
        ReadOnlySpan<float> reconstruction,
        ReadOnlySpan<float> positionWeights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            reconstruction.Length, beat.Length, nameof(reconstruction));
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            positionWeights.Length, beat.Length, nameof(positionWeights));
        return measure switch
        {
            ErrorMeasure.WeightedMeanSquared => (float)MeanSquared(beat, reconstruction, positionWeights),
            ErrorMeasure.WeightedMeanAbsolute =>
                (float)(SumAbsolute(beat, reconstruction, positionWeights) / Sum(positionWeights)),
            ErrorMeasure.WeightedSumAbsolute => (float)SumAbsolute(beat, reconstruction, positionWeights),
            _ => throw new UnreachableException(),
        };
    }

    private static double MeanSquared(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> weights)
    {
        double weighted = 0;
        double total = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double difference = (double)x[i] - y[i];
            weighted += weights[i] * difference * difference;
            total += weights[i];
        }

        return weighted / total;
    }

    private static double SumAbsolute(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> weights)
    {
        double weighted = 0;
        for (int i = 0; i < x.Length; i++)
        {
            weighted += weights[i] * Math.Abs((double)x[i] - y[i]);
        }

        return weighted;
    }

    private static double Sum(ReadOnlySpan<float> weights)
    {
        double total = 0;
        foreach (float weight in weights)
        {
            total += weight;
        }

        return total;
    }
}
