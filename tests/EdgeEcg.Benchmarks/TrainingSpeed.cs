using System.Globalization;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// Milliseconds per training step at batch 8, for every model on one core and on two: forward, backward,
/// clipping and AdamW, on beats of 140 samples. The fastest of some epochs, so that what else the machine
/// does counts as little as it can.
/// </summary>
internal static class TrainingSpeed
{
    private const int BatchRows = 8;

    private const int StepsPerEpoch = 10;

    private const int Epochs = 12;

    private const int Samples = 140;

    public static void Run(IReadOnlyList<string> models, TextWriter output)
    {
        output.WriteLine("model                      1_core_ms  2_cores_ms");
        foreach (string model in models)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{model,-25}  {StepMilliseconds(model, 1),9:0.00}  {StepMilliseconds(model, 2),10:0.00}"));
        }
    }

    private static double StepMilliseconds(string model, int workers)
    {
        FitRecipe recipe = ModelCatalog.RecipeOf(model, seed: 1) with
        {
            BatchRows = BatchRows, Workers = workers,
        };
        BeatMatrix beats = Beats();
        Network network = ModelCatalog.Build(model, Samples);
        TrainingRun run = new(recipe, network, beats, beats, network.InitialWeights(recipe.Seed));
        double fastest = double.PositiveInfinity;
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            long start = TimeProvider.System.GetTimestamp();
            run.TrainEpoch(recipe.LearningRate, CancellationToken.None);
            TimeSpan took = TimeProvider.System.GetElapsedTime(start);
            fastest = Math.Min(fastest, took.TotalMilliseconds / StepsPerEpoch);
        }

        return fastest;
    }

    private static BeatMatrix Beats()
    {
        float[] values = new float[StepsPerEpoch * BatchRows * Samples];
        new SeededRandom(seed: 1, stream: 0).FillUniform(values, 1);
        return new BeatMatrix("random beats", values, Samples);
    }
}
