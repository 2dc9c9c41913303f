using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Comparison;

/// <summary>The comparisons published on ECG5000, each with its own split, scaling and threshold.</summary>
public static class Ecg5000Protocol
{
    public const string SrlAe = "srl-ae";

    public const string Ucr = "ucr";

    /// <summary>"ucr" within its training split: how a model for it is chosen.</summary>
    public const string UcrChoice = "ucr-choice";

    public const string WeightedDense = "weighted-dense";

    public const string Tutorial = "tutorial";

    /// <summary>Share of its training normals that "weighted-dense" keeps to choose the epoch by.</summary>
    private const double ValidationShare = 0.1;

    /// <summary>"weighted-dense" tests on one beat in this many.</summary>
    private const int TestOneOf = 5;

    private const int ChoiceFolds = 5;

    /// <summary>The same for every fold: five seeds in a row judge by each normal beat once.</summary>
    private const long ChoiceShuffle = 1;

    private const int SrlTrainingBeats = 1900;

    private const int SrlNormalBeats = 2000;

    /// <summary>"tutorial" tests this many normal beats, and as many abnormal ones.</summary>
    private const int TutorialTestedOfEach = 145;

    private const int TutorialValidationBeats = 293;

    public static IReadOnlyList<string> Names { get; } = [SrlAe, Ucr, UcrChoice, WeightedDense, Tutorial];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="train">ECG5000_TRAIN.</param>
    /// <param name="test">ECG5000_TEST.</param>
    /// <param name="seed">Of random splits.</param>
    /// <exception cref="ArgumentException">No such protocol; the message lists those there are.</exception>
    public static Protocol Of(string name, LabelledBeats train, LabelledBeats test, long seed) => name switch
    {
        SrlAe => OfSrlAe(train.Followed("ECG5000", test)),
        Ucr => OfUcr(train, test),
        UcrChoice => OfUcrChoice(train, seed),
        WeightedDense => OfWeightedDense(train.Followed("ECG5000", test), seed),
        Tutorial => OfTutorial(train.Followed("ECG5000", test), seed),
        _ => throw new ArgumentException(
            "There is no protocol '" + name + "'; there are "
            + string.Join(", ", [.. Names, .. RecordProtocol.Names]) + "."),
    };

    /// <summary>
    /// The first 2000 normal beats, each divided by its own maximum, 1900 to train and 100 to validate; all
    /// others are tested. The threshold is moved on the test labels.
    /// </summary>
    private static Protocol OfSrlAe(LabelledBeats all)
    {
        LabelledBeats scaled = all.With(BeatScaling.ByOwnMaximum(all.Beats));
        int[] normals = RowsOf(scaled, isNormal: true);
        int[] abnormals = RowsOf(scaled, isNormal: false);
        RequireAbove(SrlNormalBeats, "the number of normal beats", all, normals);
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

    /// <summary>
    /// Of the official training split alone: a fifth of its normal beats, which one says the seed, and all
    /// its abnormal ones judge a model fitted to the other four. What is best here may be chosen without a
    /// look at the test split.
    /// </summary>
    private static Protocol OfUcrChoice(LabelledBeats train, long seed)
    {
        int[] normals = RowsOf(train, isNormal: true);
        int[] order = [.. Split.ShuffledRows(normals.Length, ChoiceShuffle).Select(i => normals[i])];
        int fold = (int)(((seed % ChoiceFolds) + ChoiceFolds) % ChoiceFolds);
        BeatMatrix kept = train.Beats.Subset(
            "training beats", [.. order.Where((_, i) => i % ChoiceFolds != fold)]);
        int[] judging =
            [.. order.Where((_, i) => i % ChoiceFolds == fold), .. RowsOf(train, isNormal: false)];
        return new Protocol(
            UcrChoice, kept, kept, train.Subset("test beats", judging), ThresholdSource.TrainingNormals);
    }

    /// <summary>
    /// All beats scaled to −1…1, a random fifth tested, threshold by Youden on it; positions weighed by the
    /// labels of the other four. The seed does not say where its weights come from; the absolute error was
    /// chosen, and the logistic regression, by cross-validation within the four fifths.
    /// </summary>
    private static Protocol OfWeightedDense(LabelledBeats all, long seed)
    {
        (float low, float high) = BeatScaling.RangeOf(all.Beats);
        LabelledBeats scaled = all.With(BeatScaling.ToUnitRange(all.Beats, low, high));
        int[] order = Split.ShuffledRows(scaled.Beats.Rows, seed);
        int tested = order.Length / TestOneOf;
        LabelledBeats untested = scaled.Subset("training beats", order.AsSpan(tested));
        BeatMatrix normals = untested.Normals;
        (BeatMatrix training, BeatMatrix validation) = Split.Of(normals, ValidationShare, seed);
        LabelledBeats test = scaled.Subset("test beats", order.AsSpan(0, tested));
        return new Protocol(WeightedDense, training, validation, test, ThresholdSource.TestLabelsYouden)
        {
            LabelledTraining = untested,
        };
    }

    /// <summary>
    /// Values as given; of the shuffled normal beats 293 validate, 145 are tested with as many abnormal ones,
    /// the others are trained on. The tutorial picks its threshold by eye where the histogram of training
    /// errors thins out; here the recipe's rule on the same errors does.
    /// </summary>
    private static Protocol OfTutorial(LabelledBeats all, long seed)
    {
        LabelledBeats shuffled = all.Subset(all.Beats.Name, Split.ShuffledRows(all.Beats.Rows, seed));
        int[] normals = RowsOf(shuffled, isNormal: true);
        int[] abnormals = RowsOf(shuffled, isNormal: false);
        int heldOut = TutorialTestedOfEach + TutorialValidationBeats;
        RequireAbove(heldOut, "the number of normal beats", all, normals);
        RequireAbove(TutorialTestedOfEach - 1, "the number of abnormal beats", all, abnormals);
        return new Protocol(
            Tutorial,
            shuffled.Beats.Subset("training beats", normals.AsSpan(heldOut)),
            shuffled.Beats.Subset("validation beats", normals.AsSpan(TutorialTestedOfEach..heldOut)),
            shuffled.Subset(
                "test beats", [.. normals[..TutorialTestedOfEach], .. abnormals[..TutorialTestedOfEach]]),
            ThresholdSource.TrainingNormals)
        {
            CrossFits = false,
        };
    }

    private static void RequireAbove(int least, string what, LabelledBeats all, int[] rows)
    {
        if (rows.Length <= least)
        {
            throw new BadDataSetException(all.Beats.Name, what, $"{rows.Length}", $"above {least}");
        }
    }

    private static int[] RowsOf(LabelledBeats beats, bool isNormal)
    {
        bool[] isAbnormal = beats.IsAbnormal;
        return [.. Enumerable.Range(0, isAbnormal.Length).Where(row => isAbnormal[row] != isNormal)];
    }
}
