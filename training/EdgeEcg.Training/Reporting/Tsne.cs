using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Reporting;

/// <summary>
/// t-distributed stochastic neighbour embedding (van der Maaten and Hinton 2008): points of a plane whose
/// neighbourhoods are those of the vectors. Exact, for some hundreds of vectors; starts from the principal
/// components, so the same vectors give the same picture.
/// </summary>
internal sealed class Tsne
{
    /// <summary>About how many neighbours a vector has.</summary>
    private const double Perplexity = 30;

    private const int Steps = 400;

    /// <summary>
    /// Neighbours attract each other this much more at first, so that clusters form before they spread.
    /// </summary>
    private const double Exaggeration = 12;

    private const int ExaggeratedSteps = 100;

    private const double FirstMomentum = 0.5;

    private const double LaterMomentum = 0.8;

    private const double SmallestGain = 0.01;

    /// <summary>Standard deviation of the first positions.</summary>
    private const double FirstSpread = 1e-4;

    private readonly int _count;
    private readonly double[,] _affinities;
    private readonly double[,] _points;
    private readonly double[,] _velocity;
    private readonly double[,] _gain;

    private Tsne(BeatMatrix vectors)
    {
        _count = vectors.Rows;
        _affinities = Affinities(vectors);
        _points = PrincipalComponents.Plane(vectors);
        _velocity = new double[_count, 2];
        _gain = new double[_count, 2];
        double spread = 0;
        for (int i = 0; i < _count; i++)
        {
            spread += _points[i, 0] * _points[i, 0] / _count;
        }

        for (int i = 0; i < _count; i++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                _points[i, axis] *= FirstSpread / Math.Max(Math.Sqrt(spread), double.Epsilon);
                _gain[i, axis] = 1;
            }
        }
    }

    /// <returns>[vectors.Rows, 2].</returns>
    public static double[,] Plane(BeatMatrix vectors)
    {
        Tsne tsne = new(vectors);
        for (int step = 0; step < Steps; step++)
        {
            tsne.Step(step < ExaggeratedSteps);
        }

        return tsne._points;
    }

    private void Step(bool early)
    {
        double learningRate = Math.Max(_count / Exaggeration / 4, 50);
        double momentum = early ? FirstMomentum : LaterMomentum;
        double[,] gradient = Gradient(early ? Exaggeration : 1);
        for (int i = 0; i < _count; i++)
        {
            for (int axis = 0; axis < 2; axis++)
            {
                bool turned = gradient[i, axis] > 0 == _velocity[i, axis] > 0;
                double gain = turned ? _gain[i, axis] * 0.8 : _gain[i, axis] + 0.2;
                _gain[i, axis] = Math.Max(gain, SmallestGain);
                _velocity[i, axis] = (momentum * _velocity[i, axis])
                    - (learningRate * _gain[i, axis] * gradient[i, axis]);
                _points[i, axis] += _velocity[i, axis];
            }
        }
    }

    /// <summary>4 Σⱼ (pᵢⱼ − qᵢⱼ) (yᵢ − yⱼ) / (1 + |yᵢ − yⱼ|²).</summary>
    private double[,] Gradient(double exaggeration)
    {
        double[,] closeness = new double[_count, _count];
        double total = 0;
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = _points[i, 0] - _points[j, 0];
                double y = _points[i, 1] - _points[j, 1];
                closeness[i, j] = 1 / (1 + (x * x) + (y * y));
                closeness[j, i] = closeness[i, j];
                total += 2 * closeness[i, j];
            }
        }

        double[,] gradient = new double[_count, 2];
        for (int i = 0; i < _count; i++)
        {
            for (int j = 0; j < _count; j++)
            {
                double q = closeness[i, j];
                double pull = 4 * ((exaggeration * _affinities[i, j]) - (q / total)) * q;
                gradient[i, 0] += pull * (_points[i, 0] - _points[j, 0]);
                gradient[i, 1] += pull * (_points[i, 1] - _points[j, 1]);
            }
        }

        return gradient;
    }

    /// <summary>
    /// pᵢⱼ, symmetric, sum 1: Gaussian around each vector, as wide as the perplexity asks for.
    /// </summary>
    private static double[,] Affinities(BeatMatrix vectors)
    {
        int count = vectors.Rows;
        double[,] symmetric = new double[count, count];
        double[] squares = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                squares[j] = SquaredDistance(vectors.Row(i), vectors.Row(j));
            }

            double[] row = Neighbours(squares, i, Math.Min(Perplexity, (count - 1) / 3.0));
            for (int j = 0; j < count; j++)
            {
                symmetric[i, j] += row[j] / (2 * count);
                symmetric[j, i] += row[j] / (2 * count);
            }
        }

        return symmetric;
    }

    /// <summary>Bisects the precision until the entropy is log(perplexity).</summary>
    private static double[] Neighbours(double[] squares, int self, double perplexity)
    {
        const int Bisections = 60;
        double nearest = squares.Where((_, j) => j != self).Min();
        double[] shares = new double[squares.Length];
        (double low, double high, double precision) = (0, double.PositiveInfinity, 1);
        for (int step = 0; step < Bisections; step++)
        {
            double entropy = Fill(shares, squares, self, nearest, precision);
            bool isWide = entropy > Math.Log(perplexity);
            (low, high) = isWide ? (precision, high) : (low, precision);
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }

        return shares;
    }

    private static double Fill(double[] shares, double[] squares, int self, double nearest, double precision)
    {
        double sum = 0;
        for (int j = 0; j < squares.Length; j++)
        {
            shares[j] = j == self ? 0 : Math.Exp(-precision * (squares[j] - nearest));
            sum += shares[j];
        }

        double entropy = 0;
        for (int j = 0; j < squares.Length; j++)
        {
            shares[j] /= sum;
            entropy -= shares[j] > 0 ? shares[j] * Math.Log(shares[j]) : 0;
        }

        return entropy;
    }

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
