using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Trains a model on normal beats: shuffled batches, AdamW, a learning rate that halves on a plateau, and the
/// weights of the epoch with the lowest validation loss.
/// </summary>
public static class Fit
{
    /// <param name="recipe">What to train and how.</param>
    /// <param name="normals">Normal beats only; a share of them becomes the validation set.</param>
    /// <param name="progress">Receives one line per epoch, on this thread.</param>
    /// <param name="time">Only for the elapsed time in the lines.</param>
    /// <param name="cancellation">Ends training between two batches; nothing is kept.</param>
    public static FittedModel Run(
        FitRecipe recipe,
        BeatMatrix normals,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        (BeatMatrix training, BeatMatrix validation) = Split.Of(normals, recipe.ValidationShare, recipe.Seed);
        return Run(recipe, training, validation, progress, time, cancellation);
    }

    /// <param name="recipe">What to train and how.</param>
    /// <param name="training">Normal beats to learn from.</param>
    /// <param name="validation">Normal beats to choose the epoch by.</param>
    /// <param name="progress">Receives one line per epoch, on this thread.</param>
    /// <param name="time">Only for the elapsed time in the lines.</param>
    /// <param name="cancellation">Ends training between two batches; nothing is kept.</param>
    public static FittedModel Run(
        FitRecipe recipe,
        BeatMatrix training,
        BeatMatrix validation,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        Network network = ModelCatalog.Build(recipe.Model, training.Samples);
        TrainingRun run = new(recipe, network, training, validation);
        PlateauSchedule schedule = new(recipe.LearningRate, recipe.PlateauEpochs, recipe.LowestLearningRate);
        BestWeights best = new(network.Layout.Count, recipe.PatienceEpochs);
        List<EpochLine> history = [];
        long start = time.GetTimestamp();
        for (int epoch = 1; epoch <= recipe.MaxEpochs && !best.IsExhausted; epoch++)
        {
            (double trainingLoss, double gradientLength) = run.TrainEpoch(
                schedule.LearningRate, cancellation);
            double validationLoss = run.ValidationLoss();
            TimeSpan elapsed = time.GetElapsedTime(start);
            EpochLine line = new(
                epoch, trainingLoss, validationLoss, schedule.LearningRate, gradientLength, elapsed);
            history.Add(line);
            progress?.Report(line);
            schedule.Report(validationLoss);
            best.Report(epoch, validationLoss, run.Weights);
        }

        return new FittedModel(recipe, network, best.Take(), history, best.Epoch, training);
    }
}
