using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Tests.Training.Fitting;

public sealed class LogisticFitTests
{
    [Fact]
    public void The_odds_that_made_the_examples_are_found_again()
    {
        (float[] features, bool[] isPositive) = Examples(examples: 20_000, offset: -1, first: 2, second: 0.5);

        LogisticFit fit = LogisticFit.Of(features, isPositive, [.. isPositive.Select(_ => 1.0)]);

        Assert.Equal(-1, fit.Offset, 0.15);
        Assert.Equal(2, fit.Coefficients[0], 0.15);
        Assert.Equal(0.5, fit.Coefficients[1], 0.1);
    }

    [Fact]
    public void No_coefficient_is_negative()
    {
        (float[] features, bool[] isPositive) = Examples(examples: 5_000, offset: 0, first: 1, second: -1);

        LogisticFit fit = LogisticFit.Of(features, isPositive, [.. isPositive.Select(_ => 1.0)]);

        Assert.True(fit.Coefficients[0] > 0.3);
        Assert.Equal(0, fit.Coefficients[1]);
    }

    [Fact]
    public void Weights_count_like_copies()
    {
        float[] once = [0, 1, 2, 3];
        bool[] isPositive = [false, true, false, true];
        float[] copied = [0, 0, 0, 1, 2, 3];
        bool[] copiedPositive = [false, false, false, true, false, true];

        LogisticFit weighted = LogisticFit.Of(once, isPositive, [3, 1, 1, 1]);
        LogisticFit repeated = LogisticFit.Of(copied, copiedPositive, [1, 1, 1, 1, 1, 1]);

        Assert.Equal(repeated.Coefficients[0], weighted.Coefficients[0], 0.01);
        Assert.Equal(repeated.Offset, weighted.Offset, 0.02);
    }

    private static (float[] Features, bool[] IsPositive) Examples(
        int examples, double offset, double first, double second)
    {
        Random random = new(5);
        float[] features = new float[2 * examples];
        bool[] isPositive = new bool[examples];
        for (int i = 0; i < examples; i++)
        {
            double a = 4 * random.NextDouble() - 2;
            double b = 4 * random.NextDouble() - 2;
            (features[2 * i], features[2 * i + 1]) = ((float)a, (float)b);
            isPositive[i] = random.NextDouble() < 1 / (1 + Math.Exp(-(offset + first * a + second * b)));
        }

        return (features, isPositive);
    }
}
