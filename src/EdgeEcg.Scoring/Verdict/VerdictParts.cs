namespace EdgeEcg.Scoring;

/// <summary>
/// Turns measures into the parts of a verdict. Distances become logarithms, since wearers differ by factors;
/// floors keep a wearer whose beats are all alike from being flagged for nothing; limits keep a part from
/// outweighing all others where it has no more to say.
/// </summary>
internal static class VerdictParts
{
    public const int Count = (int)VerdictPart.BeforeOwn + 1;

    /// <summary>Added to distances: a hundredth of the amplitude is the noise of a good recording.</summary>
    private const float Floor = 0.01f;

    /// <summary>Added to the wearer's own variation of what is before the QRS.</summary>
    private const float OwnBeforeFloor = 0.02f;

    /// <summary>Left over of a normal QRS of a good recording.</summary>
    private const float FormFloor = 0.03f;

    /// <summary>So many times nearer to earlier abnormal beats is as good as the same (logarithm).</summary>
    private const float RecursFully = 1.1f;

    /// <summary>A form counts as another where more than e^−1 is left over, and fully at e^1.</summary>
    private const float FormFrom = -1;
    private const float FormRange = 2;

    /// <summary>
    /// Logarithm of the QRS amplitude over the roughness before it: here a beat could be noise, and so much
    /// above it not. About the 2 % and the 50 % quantile of DS1's ventricular beats.
    /// </summary>
    private const float RoughBelow = 2;
    private const float QuietRange = 1.2f;

    /// <summary>Earlier than e^−0.35, a third, says no more about the shape: DS1's median.</summary>
    private const float SomewhatEarliest = 0.35f;

    /// <summary>Half the interval is as early as it gets.</summary>
    private const float Earliest = 0.7f;
    private const float EarliestForWearer = 0.9f;
    private const float IrregularityFloor = 0.05f;

    /// <param name="of">What was measured.</param>
    /// <param name="residual">The autoencoder's error.</param>
    /// <param name="usualResidual">Its error for the wearer's normal beats; 0 while not known.</param>
    /// <param name="parts">Receives <see cref="Count"/> values, in the order of the enum.</param>
    public static void Of(in BeatMeasures of, float residual, float usualResidual, Span<float> parts)
    {
        float form = MathF.Log(of.Form + FormFloor);
        float recurs = Math.Clamp(of.Recurs / RecursFully, 0, 1);
        float early = -of.AgainstFew;
        parts[(int)VerdictPart.FormOverNoise] = MathF.Log(of.FormOverNoise);
        parts[(int)VerdictPart.FormOverUsualNoise] = MathF.Log(of.FormOverUsualNoise);
        parts[(int)VerdictPart.FormOverNoiseInBestLead] = MathF.Log(of.FormOverNoiseInBestLead);
        parts[(int)VerdictPart.SlowRise] = of.SlowRise;
        parts[(int)VerdictPart.After] = MathF.Log(of.After + Floor);
        parts[(int)VerdictPart.RecurringForm] = recurs * Math.Clamp(form - FormFrom, 0, FormRange);
        parts[(int)VerdictPart.Certain] =
            Math.Max(recurs, Math.Clamp((of.Quiet - RoughBelow) / QuietRange, 0, 1));
        parts[(int)VerdictPart.Residual] =
            usualResidual > 0 ? MathF.Log((residual + Floor) / (usualResidual + Floor)) : 0;
        parts[(int)VerdictPart.SomewhatEarly] = Math.Clamp(early, 0, SomewhatEarliest);
        parts[(int)VerdictPart.Early] = Math.Clamp(early, 0, Earliest);
        parts[(int)VerdictPart.EarlyForRhythm] =
            Math.Clamp(-of.AgainstDozens, 0, Earliest) / (of.Irregularity + IrregularityFloor);
        parts[(int)VerdictPart.EarlyForWearer] = Math.Clamp(-of.AgainstReference, 0, EarliestForWearer);
        parts[(int)VerdictPart.Before] = MathF.Log(of.Before + Floor);
        parts[(int)VerdictPart.BeforeOwn] = MathF.Log((of.Before + Floor) / (of.OwnBefore + OwnBeforeFloor));
    }
}
