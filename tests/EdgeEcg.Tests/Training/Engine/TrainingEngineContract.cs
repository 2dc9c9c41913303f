using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

/// <summary>
/// What every training engine has to do: derivatives that agree with differences, layer by layer, and what
/// batch norm measures flowing back into the weights.
/// </summary>
/// <param name="open">The engine; skips the test where it does not run.</param>
[Trait("suite", "contract")]
public abstract class TrainingEngineContract(Func<ITrainingEngine> open)
{
    private const long Seed = 11;

    /// <summary>Balances the rounding of single precision against the curvature of the layers.</summary>
    private const float Step = 1e-2f;

    /// <summary>Absolute for small derivatives and relative for large ones.</summary>
    private const double Tolerance = 2e-2;

    public static TheoryData<string> Layers => [.. LayerChain.Names];

    /// <summary>At the kink of a ReLU differences say nothing of the derivative.</summary>
    public static TheoryData<string> SmoothLayers => [.. LayerChain.Names.Where(name => name != "relu")];

    [Theory]
    [MemberData(nameof(SmoothLayers))]
    public void Derivatives_agree_with_differences(string layer)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");

        EngineRun run = new EngineRun(open(), layer, Seed).ForwardAndBackward();

        foreach (WeightSlice slice in run.Layout.Slices.Where(slice => slice.Role is WeightRole.Trained))
        {
            for (int i = slice.Offset; i < slice.Offset + slice.Count; i++)
            {
                double slope = (run.LossWith(i, Step) - run.LossWith(i, -Step)) / (2 * Step);
                double allowed = Tolerance * Math.Max(1, Math.Abs(slope));
                Assert.True(
                    Math.Abs(slope - run.WeightGradient[i]) <= allowed,
                    $"{slice.Name}, weight {i - slice.Offset}: {run.WeightGradient[i]} against {slope}");
            }
        }
    }

    [Fact]
    public void What_batch_norm_measures_is_kept_in_the_weights()
    {
        EngineRun run = new(open(), "batch-norm", Seed);
        WeightSlice mean = run.Layout.Slices.Single(slice => slice.Name == "batch-norm.running_mean");
        float[] before = mean.Of(run.Weights).ToArray();

        run.ForwardAndBackward();

        Assert.All(before, value => Assert.Equal(0, value));
        Assert.All(mean.Of(run.Weights).ToArray(), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void A_committee_reports_its_disagreement()
    {
        EngineRun run = new EngineRun(open(), "committee", Seed).ForwardAndBackward();

        Assert.True(run.Penalty > 0);
    }
}
