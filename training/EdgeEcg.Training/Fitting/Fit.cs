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
    /// <summary>Training that an interruption may cost.</summary>
    private static readonly TimeSpan BetweenStatesKept = TimeSpan.FromSeconds(5);

    /// <param name="recipe">What to train and how.</param>
    /// <param name="normals">Normal beats only; a share of them becomes the validation set.</param>
    /// <param name="file">Where the run is kept as it goes on, and where it goes on from if it is
    /// there.</param>
    /// <param name="progress">Receives one line per epoch trained now, on this thread.</param>
    /// <param name="time">Only for the elapsed time in the lines and between two states kept.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    public static FittedModel Run(
        FitRecipe recipe,
        BeatMatrix normals,
        RunFile? file,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        (BeatMatrix training, BeatMatrix validation) = Split.Of(normals, recipe.ValidationShare, recipe.Seed);
        return Run(recipe, training, validation, file, progress, time, cancellation);
    }

    /// <param name="recipe">What to train and how.</param>
    /// <param name="training">Normal beats to learn from.</param>
    /// <param name="validation">Normal beats to choose the epoch by.</param>
    /// <param name="file">Where the run is kept as it goes on, and where it goes on from if it is
    /// there.</param>
    /// <param name="progress">Receives one line per epoch trained now, on this thread.</param>
    /// <param name="time">Only for the elapsed time in the lines and between two states kept.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    /// <exception cref="BadRunFileException">The file is damaged or of another run.</exception>
    public static FittedModel Run(
        FitRecipe recipe,
        BeatMatrix training,
        BeatMatrix validation,
        RunFile? file,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        Network network = ModelCatalog.Build(recipe.Model, training.Samples);
        using FitState state = new(recipe, network, training, validation);
        byte[] fingerprint = FitState.FingerprintOf(recipe, network, training, validation);
        file?.TryLoad(fingerprint, state.ReadFrom);
        TimeSpan before = state.Elapsed;
        TimeSpan kept = before;
        long start = time.GetTimestamp();
        while (!state.IsFinished)
        {
            EpochLine line = state.TrainEpoch(() => before + time.GetElapsedTime(start), cancellation);
            progress?.Report(line);
            if (state.IsFinished || line.Elapsed - kept >= BetweenStatesKept)
            {
                file?.Save(fingerprint, state.WriteTo);
                kept = line.Elapsed;
            }
        }

        FittedModel model = new(
            recipe, network, state.Best.Take(), state.History, state.Best.Epoch, training);
        return recipe.Int8Epochs == 0 ? model : model.WithInt8Weights(Int8Tuning.Run(
            model,
            training,
            validation,
            line => progress?.Report(line),
            () => before + time.GetElapsedTime(start),
            cancellation));
    }
}
