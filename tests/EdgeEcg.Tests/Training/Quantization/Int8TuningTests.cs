using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Tests.Training.Quantization;

public sealed class Int8TuningTests
{
    private static readonly FitRecipe Recipe = new()
    {
        Model = ModelCatalog.PlainDense, Seed = 3, MaxEpochs = 40, BatchRows = 16, LearningRate = 3e-3,
    };

    public static TheoryData<string> FeedForwardModels =>
        [ModelCatalog.PlainDense, ModelCatalog.WeightedDense, ModelCatalog.Committee];

    [Fact]
    public void Rounding_gives_the_value_of_the_code_and_hands_the_derivative_on_where_it_does_not_clamp()
    {
        AffineQuantization codes = new(Scale: 0.5f, ZeroPoint: 0);
        RoundingLayer layer = new(new SequenceShape(1, 4), codes);
        LayerPass pass = PassOf([0.3f, -0.2f, 63.5f, 70], outputGradient: [1, 2, 3, 4]);

        layer.Forward(pass);
        layer.Backward(pass);

        Assert.Equal([0.5f, 0, 63.5f, 63.5f], pass.Output);
        Assert.Equal([1, 2, 3, 0], pass.InputGradient);
    }

    [Theory]
    [MemberData(nameof(FeedForwardModels))]
    public void Rounded_weights_are_those_that_the_int8_file_holds(string model)
    {
        Network network = ModelCatalog.Build(model, samples: 140);
        float[] exact = network.InitialWeights(seed: 4);
        float[] rounded = [.. exact];

        new RoundedWeights(network, WeightRange.SevenBits).Round(exact, rounded);

        IEnumerable<(FeedForwardStage, FeedForwardStage)> stages =
            FeedForwardStages.Of(network, exact).Zip(FeedForwardStages.Of(network, rounded));
        foreach ((FeedForwardStage before, FeedForwardStage after) in stages)
        {
            QuantizedWeights file = QuantizedWeights.Of(
                before.Weights, before.Bias, inputScale: 1, WeightRange.SevenBits);
            for (int i = 0; i < after.Weights.Length; i++)
            {
                Assert.Equal(file.Codes[i] * file.Scales[i % before.Outputs], after.Weights[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void Of_a_recurrent_model_the_matrices_that_stay_in_single_precision_are_not_rounded()
    {
        Network network = ModelCatalog.Build(ModelCatalog.SrlAe, samples: 140);
        float[] exact = network.InitialWeights(seed: 4);
        float[] rounded = [.. exact];

        new RoundedWeights(network, WeightRange.SevenBits).Round(exact, rounded);

        HashSet<string> changed = [.. network.Layout.Slices
            .Where(slice => !slice.Of(exact).SequenceEqual(slice.Of(rounded)))
            .Select(slice => slice.Name)];
        Assert.Contains("encoder2.hidden_weight", changed);
        Assert.Contains("decoder4.residual", changed);
        Assert.DoesNotContain("decoder1.residual", changed);
        Assert.DoesNotContain("output.weight", changed);
        Assert.DoesNotContain(changed, name => name.EndsWith("bias", StringComparison.Ordinal));
    }

    [Fact]
    public void Tuning_makes_the_int8_model_better_and_leaves_the_float_model_alone()
    {
        FittedModel plain = Run(Recipe);
        FittedModel tuned = Run(Recipe with { Int8Epochs = 20 });

        Assert.Equal(plain.ToFloatOnnx().Onnx.ToArray(), tuned.ToFloatOnnx().Onnx.ToArray());
        BeatMatrix beats = ToyBeats.Normal(200, seed: 12);
        double before = ErrorOf(plain.ToInt8Onnx(), beats);
        double after = ErrorOf(tuned.ToInt8Onnx(), beats);
        Assert.True(after < before, $"{after} is not below {before}");
    }

    [Theory]
    [InlineData(ModelCatalog.WeightedDense)]
    [InlineData(ModelCatalog.LstmAe)]
    public void The_same_seed_gives_the_same_tuned_bytes_on_one_core_and_on_two(string model)
    {
        FitRecipe recipe = Recipe with { Model = model, MaxEpochs = 2, Int8Epochs = 2 };

        byte[] first = Run(recipe).ToInt8Onnx().Onnx.ToArray();
        byte[] onTwoCores = Run(recipe with { Workers = 2 }).ToInt8Onnx().Onnx.ToArray();

        Assert.Equal(first, onTwoCores);
        Assert.NotEqual(first, Run(recipe with { Int8Epochs = 0 }).ToInt8Onnx().Onnx.ToArray());
    }

    private static double ErrorOf(ExportedModel model, BeatMatrix beats)
    {
        float[] made = model.Reconstruct(beats);
        double sum = 0;
        for (int i = 0; i < made.Length; i++)
        {
            sum += Math.Pow(made[i] - beats.Values[i], 2);
        }

        return sum;
    }

    private static FittedModel Run(FitRecipe recipe) => Fit.Run(
        recipe, ToyBeats.Normal(100, seed: 11), null, null, TimeProvider.System,
        TestContext.Current.CancellationToken);

    private static LayerPass PassOf(float[] input, float[] outputGradient) => new()
    {
        Beats = input,
        Input = input,
        Output = new float[input.Length],
        OutputGradient = outputGradient,
        InputGradient = new float[input.Length],
        Scratch = [],
        Weights = [],
        WeightGradient = [],
        Noise = new SeededRandom(seed: 1, stream: 0),
        Crew = new Crew(1),
        Rows = 1,
    };
}
