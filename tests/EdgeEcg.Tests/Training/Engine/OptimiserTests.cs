using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class OptimiserTests
{
    [Fact]
    public void First_step_of_adamw_is_the_learning_rate_against_the_sign_after_decay()
    {
        WeightLayout layout = new();
        layout.Reserve("w", 1, 3);
        AdamW optimiser = new(layout, AdamWSettings.Default with { WeightDecay = 0.1 });
        float[] weights = [1, -2, 3];

        optimiser.Step(weights, [0.5f, -4, 0], learningRate: 0.01);

        Assert.Equal(0.999f - 0.01f, weights[0], 1e-6f);
        Assert.Equal(-1.998f + 0.01f, weights[1], 1e-6f);
        Assert.Equal(2.997f, weights[2], 1e-6f);
    }

    [Fact]
    public void Measured_weights_are_left_alone()
    {
        WeightLayout layout = new();
        layout.Reserve("mean", 1, 1, WeightRole.Measured);
        AdamW optimiser = new(layout, AdamWSettings.Default);
        float[] weights = [5];

        optimiser.Step(weights, [1], learningRate: 0.1);

        Assert.Equal([5], weights);
    }

    [Fact]
    public void Adamw_finds_the_bottom_of_a_narrow_valley()
    {
        WeightLayout layout = new();
        layout.Reserve("w", 1, 2);
        AdamW optimiser = new(layout, AdamWSettings.Default with { WeightDecay = 0 });
        float[] weights = [3, -2];

        for (int step = 0; step < 2000; step++)
        {
            optimiser.Step(weights, [weights[0] - 1, 100 * (weights[1] - 2)], learningRate: 0.01);
        }

        Assert.Equal(1, weights[0], 1e-3f);
        Assert.Equal(2, weights[1], 1e-3f);
    }

    [Fact]
    public void A_long_gradient_is_shortened_and_keeps_its_direction()
    {
        float[] gradient = [3, 4];

        double length = GradientClip.ToLength(gradient, maxLength: 1);

        Assert.Equal(5, length, 1e-9);
        Assert.Equal(0.6f, gradient[0], 1e-6f);
        Assert.Equal(0.8f, gradient[1], 1e-6f);
    }

    [Fact]
    public void A_short_gradient_is_left_alone()
    {
        float[] gradient = [0.3f, 0.4f];

        GradientClip.ToLength(gradient, maxLength: 1);

        Assert.Equal([0.3f, 0.4f], gradient);
    }

    [Fact]
    public void Learning_rate_halves_after_the_patience_and_not_below_the_floor()
    {
        PlateauSchedule schedule = new(0.1, patienceEpochs: 1, floor: 0.04);

        double[] rates = [.. new double[] { 5, 5, 5, 5, 5, 5, 5 }.Select(loss =>
        {
            schedule.Report(loss);
            return schedule.LearningRate;
        })];

        Assert.Equal([0.1, 0.1, 0.05, 0.05, 0.04, 0.04, 0.04], rates);
    }

    [Fact]
    public void Weights_of_the_best_epoch_are_kept_until_patience_ends()
    {
        BestWeights best = new(weightCount: 1, patienceEpochs: 2);

        best.Report(1, 4, [10]);
        best.Report(2, 3, [20]);
        best.Report(3, 5, [30]);
        bool afterOne = best.IsExhausted;
        best.Report(4, 5, [40]);

        Assert.False(afterOne);
        Assert.True(best.IsExhausted);
        Assert.Equal(2, best.Epoch);
        Assert.Equal([20], best.Take());
    }
}
