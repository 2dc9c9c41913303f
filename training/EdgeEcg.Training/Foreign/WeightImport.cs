using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Foreign;

/// <summary>Weights that PyTorch or TorchSharp has trained, in one of our architectures.</summary>
public static class WeightImport
{
    /// <param name="file">Safetensors.</param>
    /// <param name="architecture">One of <see cref="ModelCatalog.Names"/>.</param>
    /// <param name="beats">Normal beats to calibrate int8 by.</param>
    /// <param name="workers">Cores to use.</param>
    /// <exception cref="BadModelException">
    /// The file is broken, or has other layers than the architecture.
    /// </exception>
    public static FittedModel Read(string file, string architecture, BeatMatrix beats, int workers)
    {
        IReadOnlyList<ForeignTensor> tensors = SafetensorsFile.Read(file);
        Network network = ModelCatalog.Build(architecture, beats.Samples);
        FitRecipe recipe = ModelCatalog.RecipeOf(architecture, seed: 0) with
        {
            Score = ErrorMeasure.WeightedMeanAbsolute,
            Weighting = PositionWeighting.Uniform,
            Workers = workers,
        };
        float[] weights = ForeignWeights.Of(file, network, tensors);
        return new FittedModel(recipe, network, weights, [], bestEpoch: 0, beats);
    }
}
