namespace EdgeEcg.Scoring;

/// <summary>A <see cref="VerdictFormula"/> ready to be worked out for every beat.</summary>
public sealed class VerdictWeights
{
    private const float ScorePower = 0.25f;

    private readonly VerdictFormula _formula;
    private readonly float[] _shape;
    private readonly float[] _rhythm;
    private readonly float[] _ventricular;

    public VerdictWeights(VerdictFormula formula)
    {
        _formula = formula;
        _shape = Weights(formula.Shape);
        _rhythm = Weights(formula.Rhythm);
        _ventricular = Weights(formula.Ventricular);
    }

    public float Score(ReadOnlySpan<float> parts)
    {
        float shape = Sum(_formula.Shape, _shape, parts);
        float rhythm = Math.Min(Sum(_formula.Rhythm, _rhythm, parts), (float)_formula.RhythmLimit);
        float higher = Math.Max(shape, rhythm);
        float odds = higher + MathF.Log(1 + MathF.Exp(-MathF.Abs(shape - rhythm)));
        return MathF.Exp(odds * ScorePower);
    }

    /// <summary>Logarithm of the odds that the beat is ventricular.</summary>
    public float VentricularOdds(ReadOnlySpan<float> parts) =>
        Sum(_formula.Ventricular, _ventricular, parts);

    /// <summary>From these odds on a beat is called ventricular.</summary>
    public float VentricularLimit => (float)_formula.VentricularLimit;

    private static float Sum(VerdictTerm term, float[] weights, ReadOnlySpan<float> parts)
    {
        float sum = (float)term.Offset;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * parts[i];
        }

        return sum;
    }

    private static float[] Weights(VerdictTerm term)
    {
        float[] weights = new float[VerdictParts.Count];
        foreach ((VerdictPart part, double weight) in term.Weights)
        {
            weights[(int)part] = (float)weight;
        }

        return weights;
    }
}
