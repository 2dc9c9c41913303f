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
    /// <summary>
    /// What each question may look at: chosen among four dozen measures by adding the best one again and
    /// again, wearers of DS1 left out in turn, on DS1 as it is and with noise added.
    /// </summary>
    private static readonly VerdictPart[] VentricularParts =
    [
        VerdictPart.FormOverNoise, VerdictPart.FormOverUsualNoise, VerdictPart.FormOverNoiseInBestLead,
        VerdictPart.SlowRise, VerdictPart.After, VerdictPart.RecurringForm, VerdictPart.Certain,
        VerdictPart.SomewhatEarly,
    ];

    /// <summary>
    /// The residual helps to tell all abnormal beats; it grows with noise, which the flag must not.
    /// </summary>
    private static readonly VerdictPart[] ShapeParts = [.. VentricularParts, VerdictPart.Residual];

    private static readonly VerdictPart[] RhythmParts =
    [
        VerdictPart.Early, VerdictPart.EarlyForRhythm, VerdictPart.EarlyForWearer, VerdictPart.Before,
        VerdictPart.BeforeOwn,
    ];

    /// <summary>Wearers are left out in so many groups, to see what the odds are worth on others.</summary>
    private const int Groups = 11;

    /// <summary>A false ventricular flag is worse than a missed one by this factor.</summary>
    private const double MissedPerFalse = 4 / 3.0;

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
        return new VerdictFormula
        {
            Shape = Term(wearers, ShapeParts, shape, [BeatClass.Normal]),
            Rhythm = Term(wearers, RhythmParts, [BeatClass.Supraventricular], [BeatClass.Normal]),
            RhythmLimit = RhythmLimit,
            Ventricular = Ventricular(wearers),
            VentricularLimit = VentricularLimitOf(wearers),
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

    private VerdictTerm Ventricular(IReadOnlyList<IReadOnlyList<ScoredBeat>> wearers) =>
        Term(
            wearers, VentricularParts, [BeatClass.Ventricular],
            [BeatClass.Normal, BeatClass.Supraventricular]);

    // Where so many are missed per false one, each wearer judged by a term fitted to the others.
    private double VentricularLimitOf(IReadOnlyList<IReadOnlyList<ScoredBeat>> wearers)
    {
        List<(double Odds, bool IsVentricular)> beats = [];
        for (int group = 0; group < Math.Min(Groups, wearers.Count); group++)
        {
            VerdictTerm term = Ventricular([.. wearers.Where((_, i) => i % Groups != group)]);
            beats.AddRange(wearers.Where((_, i) => i % Groups == group).SelectMany(w => w)
                .Where(b => b.Class is not (BeatClass.Fusion or BeatClass.Unknown))
                .Select(b => (OddsOf(term, b), b.Class is BeatClass.Ventricular)));
        }

        int missed = beats.Count(b => b.IsVentricular);
        int wrong = 0;
        foreach ((double odds, bool isVentricular) in beats.OrderByDescending(b => b.Odds))
        {
            missed -= isVentricular ? 1 : 0;
            wrong += isVentricular ? 0 : 1;
            if (missed <= MissedPerFalse * wrong)
            {
                return Math.Round(odds, 4);
            }
        }

        return 0;
    }

    private static double OddsOf(VerdictTerm term, ScoredBeat beat) =>
        term.Offset + term.Weights.Sum(w => w.Value * beat.Parts.Span[(int)w.Key]);
}
