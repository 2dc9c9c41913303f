using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Finds the numbers of a <see cref="VerdictFormula"/> from annotated wearers: three logistic regressions
/// over the parts of their beats. Each wearer's normal beats weigh together as the root of their number,
/// and so do their abnormal ones, so that no wearer with thousands of ectopic beats decides alone.
/// </summary>
public sealed class VerdictFit
{
    /// <summary>What each question may look at.</summary>
    private static readonly VerdictPart[] ShapeParts =
    [
        VerdictPart.Qrs, VerdictPart.QrsOwn, VerdictPart.After, VerdictPart.Width, VerdictPart.Amplitude,
        VerdictPart.Residual, VerdictPart.Early,
    ];

    private static readonly VerdictPart[] RhythmParts =
    [
        VerdictPart.Early, VerdictPart.EarlyForRhythm, VerdictPart.EarlyForWearer, VerdictPart.Before,
        VerdictPart.BeforeOwn,
    ];

    private static readonly VerdictPart[] VentricularParts = 
        [.. ShapeParts, VerdictPart.EarlyForWearer, VerdictPart.Recurs];

    /// <summary>
    /// Of 0, 1, 2 and 4 the best compromise on DS1 (wearers left out) between finding ventricular beats at
    /// 1 % false and all abnormal ones.
    /// </summary>
    private const double RhythmLimit = 1;

    private readonly VerdictPart[] _leftOut;

    /// <param name="leftOut">Parts that may not be used: an ablation.</param>
    public VerdictFit(params VerdictPart[] leftOut) => _leftOut = leftOut;

    /// <param name="wearers">Scored beats of each wearer.</param>
    /// <param name="from">What to call them.</param>
    public VerdictFormula Of(IReadOnlyList<IReadOnlyList<ScoredBeat>> wearers, string from)
    {
        BeatClass[] shape = [BeatClass.Ventricular, BeatClass.Fusion];
        VerdictTerm ventricular =
            Term(wearers, VentricularParts, [BeatClass.Ventricular],
                [BeatClass.Normal, BeatClass.Supraventricular]);
        return new VerdictFormula
        {
            Shape = Term(wearers, ShapeParts, shape, [BeatClass.Normal]),
            Rhythm = Term(wearers, RhythmParts, [BeatClass.Supraventricular], [BeatClass.Normal]),
            RhythmLimit = RhythmLimit,
            Ventricular = ventricular,
            VentricularLimit = VentricularLimitOf(wearers, ventricular),
            From = $"logistic regression, coefficients not negative, on {from}",
        };
    }

    private VerdictTerm Term(
        IReadOnlyList<IReadOnlyList<ScoredBeat>> wearers,
        VerdictPart[] candidates,
        BeatClass[] positive,
        BeatClass[] negative)
    {
        VerdictPart[] parts = [.. candidates.Except(_leftOut)];
        List<float> features = [];
        List<bool> isPositive = [];
        List<double> weights = [];
        foreach (IReadOnlyList<ScoredBeat> wearer in wearers)
        {
            double weightOfPositive = RootShare(wearer.Count(b => positive.Contains(b.Class)));
            double weightOfNegative = RootShare(wearer.Count(b => negative.Contains(b.Class)));
            foreach (ScoredBeat beat in wearer)
            {
                bool isOne = positive.Contains(beat.Class);
                if (isOne || negative.Contains(beat.Class))
                {
                    features.AddRange(parts.Select(part => beat.Parts.Span[(int)part]));
                    isPositive.Add(isOne);
                    weights.Add(isOne ? weightOfPositive : weightOfNegative);
                }
            }
        }

        if (!isPositive.Contains(true) || !isPositive.Contains(false) || parts.Length == 0)
        {
            return NoEvidence;
        }

        LogisticFit fit = LogisticFit.Of([.. features], [.. isPositive], [.. weights]);
        return new VerdictTerm
        {
            Offset = Math.Round(fit.Offset, 4),
            Weights = new SortedDictionary<VerdictPart, double>(parts
                .Select((part, i) => (part, weight: Math.Round(fit.Coefficients[i], 4)))
                .Where(p => p.weight > 0).ToDictionary(p => p.part, p => p.weight)),
        };
    }

    /// <summary>Where there is nothing to learn from, nothing is said.</summary>
    private static VerdictTerm NoEvidence { get; } =
        new() { Offset = -20, Weights = new Dictionary<VerdictPart, double>() };

    private static double RootShare(int beats) => beats == 0 ? 0 : 1 / Math.Sqrt(beats);

    // Where sensitivity and positive predictivity are equal.
    private static double VentricularLimitOf(
        IReadOnlyList<IReadOnlyList<ScoredBeat>> wearers, VerdictTerm term)
    {
        List<(double Odds, bool IsVentricular)> beats = [];
        foreach (ScoredBeat beat in wearers.SelectMany(w => w))
        {
            if (beat.Class is BeatClass.Normal or BeatClass.Supraventricular or BeatClass.Ventricular)
            {
                double odds = term.Offset + term.Weights.Sum(w => w.Value * beat.Parts.Span[(int)w.Key]);
                beats.Add((odds, beat.Class == BeatClass.Ventricular));
            }
        }

        int ventricular = beats.Count(b => b.IsVentricular);
        double[] descending = [.. beats.Select(b => b.Odds).OrderDescending()];
        return ventricular == 0 ? 0 : Math.Round(descending[Math.Min(ventricular, descending.Length - 1)], 4);
    }
}
