using EdgeEcg.Tests.Training.Engine;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Torch;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Packages;

public sealed class TorchEngineTests(ITestOutputHelper output) : TrainingEngineContract(Open)
{
    private const long Seed = 11;
    private const float Tolerance = 1e-4f;

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_gives_what_the_trainers_own_gives(string layer)
    {
        EngineRun own = new EngineRun(OwnEngine.Instance, layer, Seed).ForwardAndBackward();

        EngineRun torch = new EngineRun(Open(), layer, Seed).ForwardAndBackward();

        output.WriteLine($"{layer}: output {Largest(own.Output, torch.Output):e1}, derivatives "
            + $"{Largest(own.WeightGradient, torch.WeightGradient):e1}");
        Assert.True(Largest(own.Output, torch.Output) <= Tolerance);
        Assert.True(Largest(own.WeightGradient, torch.WeightGradient) <= Tolerance);
        Assert.True(Largest(own.Weights, torch.Weights) <= Tolerance);
        Assert.Equal(own.Penalty, torch.Penalty, Tolerance);
    }

    [Theory]
    [InlineData(ModelCatalog.PlainDense)]
    [InlineData(ModelCatalog.WeightedDense)]
    [InlineData(ModelCatalog.Committee)]
    [InlineData(ModelCatalog.LstmAe)]
    public void Model_trained_over_it_is_the_same_but_for_rounding_and_exports_alike(string model)
    {
        FitRecipe recipe = ModelCatalog.RecipeOf(model, Seed) with { MaxEpochs = 2, BatchRows = 8 };

        FittedModel own = Train(recipe);
        FittedModel torch = Train(recipe with { Engine = Open() });

        output.WriteLine($"{model}: {own.History[^1].ValidationLoss:0.00000} against "
            + $"{torch.History[^1].ValidationLoss:0.00000}");
        double loss = own.History[^1].ValidationLoss;
        Assert.Equal(loss, torch.History[^1].ValidationLoss, 0.01 * loss);
        Assert.InRange(torch.ToInt8Onnx().Onnx.Length, 1, own.ToInt8Onnx().Onnx.Length + 512);
    }

    [Fact]
    public void Model_with_layers_it_does_not_have_is_refused_by_their_names()
    {
        FitRecipe recipe = ModelCatalog.RecipeOf(ModelCatalog.SrlAe, Seed) with { Engine = Open() };

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => Train(recipe));

        Assert.Contains("ResidualLstmLayer", refusal.Message, StringComparison.Ordinal);
    }

    private static FittedModel Train(FitRecipe recipe) => Fit.Run(
        recipe, ToyBeats.Normal(48, Seed), null, null, TimeProvider.System,
        TestContext.Current.CancellationToken);

    private static TorchEngine Open()
    {
        try
        {
            return TorchEngine.Load();
        }
        catch (TorchLibraryException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static float Largest(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
}
