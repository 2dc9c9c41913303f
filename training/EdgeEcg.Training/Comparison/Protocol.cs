using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// How a published comparison splits ECG5000, scales it and picks its threshold: everything that must be
/// equal before two models' figures mean anything.
/// </summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Training">Normal beats to learn from.</param>
/// <param name="Validation">Normal beats to choose the epoch by; <paramref name="Training"/> itself where
/// none can be spared.</param>
/// <param name="Test">Beats the figures are of.</param>
/// <param name="Threshold">Which beats the threshold may see.</param>
public sealed record Protocol(
    string Name, BeatMatrix Training, BeatMatrix Validation, LabelledBeats Test, ThresholdSource Threshold)
{
    public const string SrlAe = "srl-ae";

    public const string Ucr = "ucr";

    public const string WeightedDense = "weighted-dense";

    /// <summary>Share of its training normals that "weighted-dense" keeps to choose the epoch by.</summary>
    private const double ValidationShare = 0.1;

    /// <summary>"weighted-dense" tests on one beat in this many.</summary>
    private const int TestOneOf = 5;

    private const int SrlTrainingBeats = 1900;

    private const int SrlNormalBeats = 2000;

    /// <summary>The protocols of ECG5000; <see cref="RecordProtocol"/> has the others.</summary>
    public static IReadOnlyList<string> Names { get; } = [SrlAe, Ucr, WeightedDense];

    /// <summary>
    /// Normal and abnormal beats that are neither trained on nor tested, where labels choose the threshold.
    /// </summary>
    public LabelledBeats? LabelledValidation { get; init; }

    /// <summary>In place of the recipe's, where the user chose one.</summary>
    public ThresholdRule? Rule { get; init; }

    /// <summary>
    /// Whether a threshold from training normals is worth fitting the recipe several times for: with a few
    /// hundred beats it is, with tens of thousands a model knows none of them by heart.
    /// </summary>
    public bool CrossFits { get; init; } = true;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="train">ECG5000_TRAIN.</param>
    /// <param name="test">ECG5000_TEST.</param>
    /// <param name="seed">Of random splits.</param>
    /// <exception cref="ArgumentException">No such protocol; the message lists those there are.</exception>
    public static Protocol Of(string name, LabelledBeats train, LabelledBeats test, long seed) => name switch
    {
        SrlAe => OfSrlAe(train.Followed("ECG5000", test)),
        Ucr => OfUcr(train, test),
        WeightedDense => OfWeightedDense(train.Followed("ECG5000", test), seed),
        _ => throw new ArgumentException(
            "There is no protocol '" + name + "'; there are "
            + string.Join(", ", [.. Names, .. RecordProtocol.Names]) + "."),
    };

    /// <summary>Whether the threshold sees the labels of the beats it is judged by.</summary>
    public bool IsOptimistic =>
        Threshold is ThresholdSource.TestLabelsNearRule or ThresholdSource.TestLabelsYouden;

    /// <summary>
    /// The recipe with the score and threshold rule that the protocol prescribes, where it does.
    /// </summary>
    public FitRecipe Judge(FitRecipe recipe) => Threshold switch
    {
        ThresholdSource.TestLabelsNearRule => recipe with
        {
            Score = ErrorMeasure.WeightedSumAbsolute,
            Weighting = PositionWeighting.Uniform,
            Threshold = ThresholdRule.MeanPlusSd(2),
            ThresholdFolds = 0,
        },
        ThresholdSource.TrainingNormals when CrossFits =>
            recipe with { Threshold = Rule ?? recipe.Threshold },
        _ => recipe with { Threshold = Rule ?? recipe.Threshold, ThresholdFolds = 0 },
    };

    /// <summary>The same with the user's threshold.</summary>
    /// <exception cref="ArgumentException">The protocol prescribes its threshold, or has no labelled
    /// validation beats to choose it by.</exception>
    public Protocol With(ThresholdChoice choice)
    {
        if (IsOptimistic)
        {
            throw new ArgumentException(
                $"Protocol '{Name}' prescribes how its threshold is chosen; another cannot be given.");
        }

        return choice.Source is ThresholdSource.TrainingNormals || LabelledValidation is not null
            ? this with { Threshold = choice.Source, Rule = choice.Rule }
            : throw new ArgumentException(
                $"Protocol '{Name}' has no labelled validation beats; youden and f1 need them.");
    }

    /// <summary>Chosen on the labelled validation beats; none where labels do not decide.</summary>
    internal double? ThresholdByLabels(Func<BeatMatrix, float[]> score)
    {
        if (!SeesValidationLabels || LabelledValidation is not { } validation)
        {
            return null;
        }

        RocCurve roc = RocCurve.Of(score(validation.Beats), validation.IsAbnormal);
        RocPoint best = Threshold is ThresholdSource.ValidationLabelsF1 ? roc.BestF1 : roc.BestYouden;
        return best.Threshold;
    }

    private bool SeesValidationLabels =>
        Threshold is ThresholdSource.ValidationLabelsYouden or ThresholdSource.ValidationLabelsF1;

    /// <summary>Tells before anything is trained that nothing could be told afterwards.</summary>
    /// <exception cref="BadDataSetException">The test beats are all normal or all abnormal.</exception>
    public Protocol RequireBothClasses()
    {
        RequireBothClasses(Test);
        if (LabelledValidation is { } validation && SeesValidationLabels)
        {
            RequireBothClasses(validation);
        }

        return this;
    }

    private static void RequireBothClasses(LabelledBeats beats)
    {
        int abnormal = beats.IsAbnormal.Count(isAbnormal => isAbnormal);
        if (abnormal == 0 || abnormal == beats.Beats.Rows)
        {
            throw new BadDataSetException(
                beats.Beats.Name,
                abnormal == 0 ? "the number of abnormal beats" : "the number of normal beats (class 1)",
                "0",
                "at least 1");
        }
    }

    /// <summary>
    /// The first 2000 normal beats, each divided by its own maximum, 1900 to train and 100 to validate; all
    /// others are tested. The threshold is moved on the test labels.
    /// </summary>
    private static Protocol OfSrlAe(LabelledBeats all)
    {
        LabelledBeats scaled = all.With(BeatScaling.ByOwnMaximum(all.Beats));
        int[] normals = RowsOf(scaled, isNormal: true);
        int[] abnormals = RowsOf(scaled, isNormal: false);
        if (normals.Length <= SrlNormalBeats)
        {
            string found = $"{normals.Length}";
            throw new BadDataSetException(
                all.Beats.Name, "the number of normal beats", found, $"above {SrlNormalBeats}");
        }

        return new Protocol(
            SrlAe,
            scaled.Beats.Subset("training beats", normals.AsSpan(0, SrlTrainingBeats)),
            scaled.Beats.Subset("validation beats", normals.AsSpan(SrlTrainingBeats..SrlNormalBeats)),
            scaled.Subset("test beats", [.. normals[SrlNormalBeats..], .. abnormals]),
            ThresholdSource.TestLabelsNearRule);
    }

    /// <summary>
    /// The official split, each beat of unit variance as the archive has it; only its training normals are
    /// seen, by the threshold too. There are 292, too few
    /// to spare some for the choice of the epoch: which 29 it is moves the area by 0.003.
    /// </summary>
    private static Protocol OfUcr(LabelledBeats train, LabelledBeats test)
    {
        BeatMatrix normals = train.Normals;
        return new Protocol(Ucr, normals, normals, test, ThresholdSource.TrainingNormals);
    }

    /// <summary>All beats scaled to −1…1, a random fifth tested, threshold by Youden on it.</summary>
    private static Protocol OfWeightedDense(LabelledBeats all, long seed)
    {
        (float low, float high) = BeatScaling.RangeOf(all.Beats);
        LabelledBeats scaled = all.With(BeatScaling.ToUnitRange(all.Beats, low, high));
        int[] order = Split.ShuffledRows(scaled.Beats.Rows, seed);
        int tested = order.Length / TestOneOf;
        BeatMatrix normals = scaled.Subset("training beats", order.AsSpan(tested)).Normals;
        (BeatMatrix training, BeatMatrix validation) = Split.Of(normals, ValidationShare, seed);
        LabelledBeats test = scaled.Subset("test beats", order.AsSpan(0, tested));
        return new Protocol(WeightedDense, training, validation, test, ThresholdSource.TestLabelsYouden);
    }

    private static int[] RowsOf(LabelledBeats beats, bool isNormal)
    {
        bool[] isAbnormal = beats.IsAbnormal;
        return [.. Enumerable.Range(0, isAbnormal.Length).Where(row => isAbnormal[row] != isNormal)];
    }
}
