namespace EdgeEcg.Scoring;

/// <summary>
/// Turns measures into the parts of a verdict. Distances become logarithms, since wearers differ by factors;
/// floors keep a wearer whose beats are all alike from being flagged for nothing; limits keep a part from
/// outweighing all others where it has no more to say.
/// </summary>
internal static class VerdictParts
{
    public const int Count = (int)VerdictPart.Recurs + 1;

    /// <summary>Added to distances: a hundredth of the amplitude is the noise of a good recording.</summary>
    private const float Floor = 0.01f;

    /// <summary>Added to the wearer's own variation of the QRS, and of what is before it.</summary>
    private const float OwnQrsFloor = 0.05f;
    private const float OwnBeforeFloor = 0.02f;

    /// <summary>Half the interval is as early as it gets.</summary>
    private const float Earliest = 0.7f;
    private const float EarliestForWearer = 0.9f;
    private const float IrregularityFloor = 0.05f;
    private const float Widest = 1;
    private const float Narrowest = -0.5f;
    private const float Tallest = 1;

    /// <param name="of">What was measured.</param>
    /// <param name="residual">The autoencoder's error.</param>
    /// <param name="parts">Receives <see cref="Count"/> values, in the order of the enum.</param>
    public static void Of(in BeatMeasures of, float residual, Span<float> parts)
    {
        parts[(int)VerdictPart.Qrs] = MathF.Log(of.Qrs + Floor);
        parts[(int)VerdictPart.QrsOwn] = MathF.Log((of.Qrs + Floor) / (of.OwnQrs + OwnQrsFloor));
        parts[(int)VerdictPart.After] = MathF.Log(of.After + Floor);
        parts[(int)VerdictPart.Width] = Math.Clamp(of.Width, Narrowest, Widest);
        parts[(int)VerdictPart.Amplitude] = Math.Min(MathF.Abs(of.Amplitude), Tallest);
        parts[(int)VerdictPart.Residual] = MathF.Log(residual + Floor);
        parts[(int)VerdictPart.Early] = Math.Clamp(-of.AgainstFew, 0, Earliest);
        parts[(int)VerdictPart.EarlyForRhythm] =
            Math.Clamp(-of.AgainstDozens, 0, Earliest) / (of.Irregularity + IrregularityFloor);
        parts[(int)VerdictPart.EarlyForWearer] = Math.Clamp(-of.AgainstReference, 0, EarliestForWearer);
        parts[(int)VerdictPart.Before] = MathF.Log(of.Before + Floor);
        parts[(int)VerdictPart.BeforeOwn] = MathF.Log((of.Before + Floor) / (of.OwnBefore + OwnBeforeFloor));
        parts[(int)VerdictPart.Recurs] = of.Recurs;
    }
}
