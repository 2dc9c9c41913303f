namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Logistic regression with weighted examples, a ridge, and coefficients that may not be negative: for
/// features that all rise with what is looked for, a negative coefficient fits the wearers at hand and no
/// others. Projected gradient with Nesterov's momentum on standardised features; sums run in order, so the
/// same examples give the same numbers.
/// </summary>
public sealed class LogisticFit
{
    /// <summary>Share of Σw²/2 in what is minimised; found by leaving wearers of DS1 out.</summary>
    private const double Ridge = 5e-4;

    private const int Rounds = 1500;

    private readonly double[] _mean;
    private readonly double[] _deviation;

    private LogisticFit(int features)
    {
        _mean = new double[features];
        _deviation = new double[features];
        Coefficients = new double[features];
    }

    /// <summary>Of the features as they are.</summary>
    public double[] Coefficients { get; }

    public double Offset { get; private set; }

    /// <param name="features">Examples × features, example after example.</param>
    /// <param name="isPositive">One per example.</param>
    /// <param name="weights">One per example; only their ratios matter.</param>
    public static LogisticFit Of(float[] features, bool[] isPositive, double[] weights)
    {
        LogisticFit fit = new(features.Length / isPositive.Length);
        double[] standard = fit.Standardise(features, isPositive.Length);
        double total = weights.Sum();
        fit.Descend(standard, isPositive, [.. weights.Select(w => w / total)]);
        return fit;
    }

    private double[] Standardise(float[] features, int examples)
    {
        int width = _mean.Length;
        double[] standard = new double[features.Length];
        for (int f = 0; f < width; f++)
        {
            double sum = 0;
            double squares = 0;
            for (int i = f; i < features.Length; i += width)
            {
                sum += features[i];
                squares += (double)features[i] * features[i];
            }

            _mean[f] = sum / examples;
            _deviation[f] = Math.Sqrt(Math.Max(1e-12, squares / examples - _mean[f] * _mean[f]));
            for (int i = f; i < features.Length; i += width)
            {
                standard[i] = (features[i] - _mean[f]) / _deviation[f];
            }
        }

        return standard;
    }

    private void Descend(double[] x, bool[] isPositive, double[] weights)
    {
        int width = _mean.Length;
        double[] w = new double[width + 1];
        double[] ahead = new double[width + 1];
        double[] gradient = new double[width + 1];

        // Of standardised features: the curvature is at most (width + 1) / 4.
        double step = 4.0 / (width + 1);
        double momentum = 1;
        for (int round = 0; round < Rounds; round++)
        {
            Gradient(x, isPositive, weights, ahead, gradient);
            double next = (1 + Math.Sqrt(1 + 4 * momentum * momentum)) / 2;
            double carry = (momentum - 1) / next;
            momentum = next;
            for (int f = 0; f <= width; f++)
            {
                double moved = ahead[f] - step * gradient[f];
                moved = f < width ? Math.Max(0, moved) : moved;
                ahead[f] = moved + carry * (moved - w[f]);
                w[f] = moved;
            }
        }

        Unstandardise(w);
    }

    private static void Gradient(
        double[] x, bool[] isPositive, double[] weights, double[] at, double[] gradient)
    {
        int width = at.Length - 1;
        for (int f = 0; f < width; f++)
        {
            gradient[f] = Ridge * at[f];
        }

        gradient[width] = 0;
        for (int i = 0; i < isPositive.Length; i++)
        {
            double z = at[width];
            for (int f = 0; f < width; f++)
            {
                z += at[f] * x[i * width + f];
            }

            double error = weights[i] * (1 / (1 + Math.Exp(-z)) - (isPositive[i] ? 1 : 0));
            for (int f = 0; f < width; f++)
            {
                gradient[f] += error * x[i * width + f];
            }

            gradient[width] += error;
        }
    }

    private void Unstandardise(double[] w)
    {
        Offset = w[^1];
        for (int f = 0; f < _mean.Length; f++)
        {
            Coefficients[f] = w[f] / _deviation[f];
            Offset -= Coefficients[f] * _mean[f];
        }
    }
}
