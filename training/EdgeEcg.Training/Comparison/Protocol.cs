using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// How a comparison splits its beats, scales them and picks its threshold: everything that must be
/// equal before two models' figures mean anything. <see cref="Ecg5000Protocol"/> and
/// <see cref="RecordProtocol"/> make them.
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
    /// <summary>
    /// Normal and abnormal beats that are neither trained on nor tested, where labels choose the threshold.
    /// </summary>
    public LabelledBeats? LabelledValidation { get; init; }

    /// <summary>
    /// Normal and abnormal beats that are not tested, where labels weigh the positions of a beat.
    /// </summary>
    public LabelledBeats? LabelledTraining { get; init; }

    /// <summary>In place of the recipe's, where the user chose one.</summary>
    public ThresholdRule? Rule { get; init; }

    /// <summary>
    /// Whether a threshold from training normals is worth fitting the recipe several times for: with a few
    /// hundred beats it is, with tens of thousands a model knows none of them by heart.
    /// </summary>
    public bool CrossFits { get; init; } = true;

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
        ThresholdSource.TestLabelsYouden => recipe with
        {
            Score = ErrorMeasure.WeightedMeanAbsolute, ThresholdFolds = 0,
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
}
