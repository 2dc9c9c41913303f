namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// The form of one class of beat of one wearer: a sum of Gaussian waves placed relative to the R peak, after
/// the idea of McSharry, Clifford, Tarassenko and Smith, "A dynamical model for generating synthetic
/// electrocardiogram signals", IEEE Trans Biomed Eng 50(3), 2003; the amplitudes, widths and axes are our
/// own, and the waves are evaluated directly, without their differential equation, so that any sample can be
/// computed at any rate.
/// </summary>
internal sealed class BeatShape
{
    // The main deflection is looked for this far around the R wave's centre, in steps far below a sample at
    // 8000 SPS.
    private const double PeakSearchMs = 60;
    private const double PeakStepMs = 0.01;

    private readonly GaussianWave[] _waves;

    public BeatShape(IReadOnlyList<GaussianWave> waves)
    {
        double peakMs = MainDeflectionMs(waves);
        _waves = [.. waves.Select(wave => wave with { OffsetMs = wave.OffsetMs - peakMs })];
        StartsBeforePeakMs = -_waves.Min(wave => wave.OffsetMs - (GaussianWave.SupportSigmas * wave.SigmaMs));
        EndsAfterPeakMs = _waves.Max(wave => wave.OffsetMs + (GaussianWave.SupportSigmas * wave.SigmaMs));
    }

    public double StartsBeforePeakMs { get; }

    /// <summary>
    /// At a heart rate of 60 per minute; multiply by the stretch of <see cref="Add"/> when that is above 1.
    /// </summary>
    public double EndsAfterPeakMs { get; }

    /// <summary>Lead 1 of this beat alone, in microvolts, at 60 per minute.</summary>
    public double Lead1At(double msFromPeak) => Lead1At(_waves, msFromPeak);

    /// <summary>Adds the beat to both leads.</summary>
    /// <param name="peakSeconds">When lead 1 has its main deflection.</param>
    /// <param name="stretch">Square root of the RR interval in seconds: how far the T wave is moved.</param>
    /// <param name="firstSample">The sample index of element 0 of the leads, whose lengths are equal.</param>
    public void Add(
        double peakSeconds, double stretch, double gain,
        SampleRate rate, long firstSample, Span<float> lead1, Span<float> lead2)
    {
        foreach (GaussianWave wave in _waves)
        {
            double scale = wave.FollowsRate ? stretch : 1;
            double centre = (peakSeconds + (wave.OffsetMs * scale / 1000)) * rate.Hz;
            double sigma = wave.SigmaMs * scale * rate.Hz / 1000;
            double reach = GaussianWave.SupportSigmas * sigma;
            int from = (int)Math.Clamp(Math.Ceiling(centre - reach) - firstSample, 0, lead1.Length);
            int to = (int)Math.Clamp(Math.Floor(centre + reach) + 1 - firstSample, 0, lead1.Length);
            float amplitude1 = (float)(gain * wave.Lead1Microvolts);
            float amplitude2 = (float)(gain * wave.Lead2Microvolts);
            for (int i = from; i < to; i++)
            {
                float sigmas = (float)((firstSample + i - centre) / sigma);
                float value = MathF.Exp(-0.5f * sigmas * sigmas);
                lead1[i] += amplitude1 * value;
                lead2[i] += amplitude2 * value;
            }
        }
    }

    private static double MainDeflectionMs(IReadOnlyList<GaussianWave> waves)
    {
        double peakMs = 0;
        double highest = 0;
        int steps = (int)(PeakSearchMs / PeakStepMs);
        for (int step = -steps; step <= steps; step++)
        {
            double height = Math.Abs(Lead1At(waves, step * PeakStepMs));
            if (height > highest)
            {
                (highest, peakMs) = (height, step * PeakStepMs);
            }
        }

        return peakMs;
    }

    private static double Lead1At(IReadOnlyList<GaussianWave> waves, double ms)
    {
        double sum = 0;
        foreach (GaussianWave wave in waves)
        {
            sum += wave.Lead1Microvolts * wave.ValueAt(ms);
        }

        return sum;
    }
}
