namespace EdgeEcg.Training.Quantization;

/// <summary>
/// Counts of the values one tensor takes, in equal bins over the range they were seen in, and the range each
/// calibration method draws from them.
/// </summary>
internal sealed class ActivationHistogram
{
    /// <summary>
    /// As in TensorRT's calibrator (Migacz, GTC 2017); fine enough that a percentile is exact to half a
    /// thousandth.
    /// </summary>
    private const int Bins = 2048;

    /// <summary>Levels of one sign that int8 leaves.</summary>
    private const int Levels = 128;

    /// <summary>Share clamped on either side by <see cref="CalibrationMethod.Percentile"/>.</summary>
    private const double ClippedShare = 0.00005;

    private readonly long[] _counts = new long[Bins];
    private readonly ActivationRange _seen;
    private readonly double _binWidth;

    /// <param name="seen">Smallest and largest value.</param>
    public ActivationHistogram(ActivationRange seen)
    {
        _seen = seen;
        _binWidth = ((double)seen.Max - seen.Min) / Bins;
    }

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            _counts[BinOf(value)]++;
        }
    }

    public ActivationRange Choose(CalibrationMethod method) => method switch
    {
        _ when _binWidth <= 0 => _seen,
        CalibrationMethod.Percentile => CentralShare(),
        CalibrationMethod.Entropy => LeastDivergent(),
        _ => _seen,
    };

    private int BinOf(float value) =>
        _binWidth <= 0 ? 0 : (int)Math.Clamp((value - (double)_seen.Min) / _binWidth, 0, Bins - 1);

    private ActivationRange CentralShare()
    {
        double clipped = _counts.Sum() * ClippedShare;
        int low = FirstBinBeyond(clipped, 0, 1);
        int high = FirstBinBeyond(clipped, Bins - 1, -1);
        return new ActivationRange(
            (float)(_seen.Min + (low * _binWidth)), (float)(_seen.Min + ((high + 1) * _binWidth)));
    }

    private int FirstBinBeyond(double clipped, int bin, int direction)
    {
        long passed = _counts[bin];
        while (passed <= clipped)
        {
            bin += direction;
            passed += _counts[bin];
        }

        return bin;
    }

    /// <summary>
    /// Clips both signs at the same magnitude, tried in steps of one in 128 of the largest.
    /// </summary>
    private ActivationRange LeastDivergent()
    {
        double largest = Math.Max(Math.Abs((double)_seen.Min), Math.Abs((double)_seen.Max));
        double[] magnitudes = Magnitudes(largest);
        double best = double.PositiveInfinity;
        int bestBins = Bins;
        for (int kept = Levels; kept <= Bins; kept += Bins / Levels)
        {
            double divergence = ClipDivergence.Of(magnitudes, kept, Levels);
            if (divergence < best)
            {
                (best, bestBins) = (divergence, kept);
            }
        }

        double clip = largest * bestBins / Bins;
        return new ActivationRange((float)Math.Max(_seen.Min, -clip), (float)Math.Min(_seen.Max, clip));
    }

    private double[] Magnitudes(double largest)
    {
        double[] magnitudes = new double[Bins];
        for (int i = 0; i < Bins; i++)
        {
            double centre = _seen.Min + ((i + 0.5) * _binWidth);
            int bin = (int)Math.Min(Math.Abs(centre) / largest * Bins, Bins - 1);
            magnitudes[bin] += _counts[i];
        }

        // The zeros that a ReLU makes are exact at any scale: left in, they would outweigh everything that a
        // clip can harm.
        magnitudes[0] = Math.Min(magnitudes[0], magnitudes[1]);

        return magnitudes;
    }
}
