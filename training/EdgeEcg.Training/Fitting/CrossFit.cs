using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// The same recipe fitted several times, each time without one share of the training beats. A model
/// reconstructs beats it has learned from too well, so a threshold drawn from them flags too many new ones;
/// here every training beat is scored by a model that has not seen it (Stone 1974).
/// </summary>
internal sealed class CrossFit
{
    private const string From = "training normals, each scored by a model fitted without it";

    private readonly List<(FittedModel Model, BeatMatrix LeftOut)> _folds = [];
    private readonly FitRecipe _recipe;

    private CrossFit(FitRecipe recipe) => _recipe = recipe;

    /// <param name="recipe">Fitted <see cref="FitRecipe.ThresholdFolds"/> times.</param>
    /// <param name="training">Split at random into that many shares.</param>
    /// <param name="validation">
    /// Chooses the epoch, of every model; where it is <paramref name="training"/>, each has its own.
    /// </param>
    /// <param name="file">Of the main run; each fold is kept beside it.</param>
    /// <param name="progress">Receives one line per epoch.</param>
    /// <param name="time">As <see cref="Fit"/> needs it.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    public static CrossFit Run(
        FitRecipe recipe,
        BeatMatrix training,
        BeatMatrix validation,
        RunFile? file,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        int folds = recipe.ThresholdFolds;
        if (training.Rows < 2 * folds)
        {
            throw new BadDataSetException(
                training.Name, "the number of beats", $"{training.Rows}", $"at least {2 * folds}");
        }

        CrossFit fit = new(recipe);
        int[] order = Split.ShuffledRows(training.Rows, recipe.Seed);
        for (int fold = 0; fold < folds; fold++)
        {
            int[] leftOut = [.. order.Where((_, i) => i % folds == fold)];
            BeatMatrix kept = training.Subset(
                training.Name, [.. order.Where((_, i) => i % folds != fold)]);
            FittedModel model = Fit.Run(
                recipe,
                kept,
                ReferenceEquals(validation, training) ? kept : validation,
                file?.OfFold(fold + 1),
                progress,
                time,
                cancellation);
            fit._folds.Add((model, training.Subset(training.Name, leftOut)));
        }

        return fit;
    }

    /// <summary>For the float model.</summary>
    public ModelThreshold Threshold() =>
        _recipe.Threshold.Apply([.. _folds.SelectMany(fold => fold.Model.Scores(fold.LeftOut))], From);

    /// <summary>For the int8 model, from int8 files of the folds.</summary>
    public ModelThreshold Int8Threshold() => _recipe.Threshold.Apply(
        [.. _folds.SelectMany(fold => fold.Model.ToInt8Onnx().Scores(fold.LeftOut))], From);
}
