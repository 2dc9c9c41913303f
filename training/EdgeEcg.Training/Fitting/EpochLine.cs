using System.Globalization;

namespace EdgeEcg.Training.Fitting;

/// <summary>What one epoch did, and its line in a log with fixed columns.</summary>
/// <param name="Epoch">1 is the first.</param>
/// <param name="TrainingLoss">Mean over the epoch's batches, dropout and penalties included.</param>
/// <param name="ValidationLoss">On the beats kept out, without dropout.</param>
/// <param name="LearningRate">Used in this epoch.</param>
/// <param name="GradientLength">Mean over the batches, before clipping.</param>
/// <param name="Elapsed">Since training began.</param>
public readonly record struct EpochLine(
    int Epoch,
    double TrainingLoss,
    double ValidationLoss,
    double LearningRate,
    double GradientLength,
    TimeSpan Elapsed)
{
    public const string Header =
        "epoch  training_loss  validation_loss  learning_rate  gradient_length  elapsed_s";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Epoch,5}  {TrainingLoss,13:0.000000}  {ValidationLoss,15:0.000000}  {LearningRate,13:0.0000000}"
        + $"  {GradientLength,15:0.0000}  {Elapsed.TotalSeconds,9:0.0}");
}
