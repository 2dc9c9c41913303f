using EdgeEcg.Scoring;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Everything that decides what a training run gives. Two runs with equal recipes and beats give equal bytes.
/// </summary>
public sealed record FitRecipe
{
    /// <summary>One of <see cref="ModelCatalog.Names"/>.</summary>
    public required string Model { get; init; }

    public required long Seed { get; init; }

    /// <summary>At most this many passes over the beats.</summary>
    public int MaxEpochs { get; init; } = 100;

    public int BatchRows { get; init; } = 64;

    public double LearningRate { get; init; } = 1e-3;

    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>The learning rate is halved after this many epochs without progress.</summary>
    public int PlateauEpochs { get; init; } = 5;

    public double LowestLearningRate { get; init; } = 1e-6;

    /// <summary>Training ends after this many epochs without progress.</summary>
    public int PatienceEpochs { get; init; } = 20;

    /// <summary>Gradients longer than this are shortened to it.</summary>
    public double GradientLimit { get; init; } = 5;

    /// <summary>Share of the beats kept out of training to choose the best epoch by.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>What training minimises.</summary>
    public ErrorMeasure Loss { get; init; } = ErrorMeasure.WeightedMeanSquared;

    /// <summary>What a beat is scored by.</summary>
    public ErrorMeasure Score { get; init; } = ErrorMeasure.WeightedMeanSquared;

    public PositionWeighting Weighting { get; init; } = PositionWeighting.Uniform;

    public ThresholdRule Threshold { get; init; } = ThresholdRule.Quantile(0.97);

    /// <summary>
    /// How many times the recipe is fitted anew so that the threshold comes from beats the model has not
    /// seen, see <see cref="CrossFit"/>; 0 draws it from the training beats as they are.
    /// </summary>
    public int ThresholdFolds { get; init; }

    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.MinMax;

    public WeightRange Weights { get; init; } = WeightRange.SevenBits;

    /// <summary>
    /// Further epochs with weights and activations rounded as int8 rounds them, see <see
    /// cref="Int8Tuning"/>; 0 quantizes the weights as they are.
    /// </summary>
    public int Int8Epochs { get; init; }

    /// <summary>What computes the derivatives.</summary>
    public ITrainingEngine Engine { get; init; } = OwnEngine.Instance;

    /// <summary>Cores to use. Changes the time, never the result.</summary>
    public int Workers { get; init; } = 1;
}
