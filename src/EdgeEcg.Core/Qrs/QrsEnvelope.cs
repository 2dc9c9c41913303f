using EdgeEcg.Core.Filters;

namespace EdgeEcg.Core.Qrs;

/// <summary>
/// How much QRS there is at each moment of one lead: the magnitude of a complex band-pass (a Gabor kernel, D.
/// Gabor 1946). Its real and imaginary parts are in quadrature, so that any QRS shape, upright, inverted or
/// biphasic, gives one smooth hump at its centre. The band lies where a QRS stands out most from P and T
/// waves and from muscle noise (N. V. Thakor, J. G. Webster, W. J. Tompkins, Med Biol Eng Comput 1983: 17 Hz
/// for the best signal-to-noise ratio; wide ectopic beats pull it down).
/// </summary>
internal sealed class QrsEnvelope
{
    /// <summary>Centre and standard deviation of the band: fitted on DS1 (docs/detection.md).</summary>
    private const double CentreHz = 12.5;

    private const double DeviationHz = 4;

    /// <summary>The kernel is cut where its Gaussian has fallen to 1 %.</summary>
    private const double HalfWidthDeviations = 3;

    private readonly float[] _cosine;
    private readonly float[] _sine;
    private readonly DelayLine _history;

    public QrsEnvelope(SampleRate rate)
    {
        double deviationSamples = rate.Hz / (2 * Math.PI * DeviationHz);
        int half = (int)Math.Ceiling(HalfWidthDeviations * deviationSamples);
        (float[] cosine, float[] sine) = Kernel(half, deviationSamples, 2 * Math.PI * CentreHz / rate.Hz);
        DelaySamples = half;
        _cosine = DelayLine.Padded([.. cosine.Reverse()]);
        _sine = DelayLine.Padded([.. sine.Reverse()]);
        _history = new DelayLine(cosine.Length);
    }

    /// <summary>The output at push n belongs to input sample n - DelaySamples.</summary>
    public int DelaySamples { get; }

    public float Push(float microvolts)
    {
        _history.Push(microvolts);
        (float real, float imaginary) = _history.Dots(_cosine, _sine);
        return MathF.Sqrt(real * real + imaginary * imaginary);
    }

    /// <summary>As if the input had always had this value.</summary>
    public void Fill(float microvolts) => _history.Fill(microvolts);

    // The cosine part is made blind to a constant offset by taking out its mean under the same Gaussian.
    private static (float[] Cosine, float[] Sine) Kernel(int half, double deviation, double radiansPerSample)
    {
        double[] bell = [.. Enumerable.Range(-half, 2 * half + 1)
            .Select(i => Math.Exp(-0.5 * i * i / (deviation * deviation)))];
        double bellSum = bell.Sum();
        double mean = bell.Select((g, i) => g * Math.Cos(radiansPerSample * (i - half))).Sum() / bellSum;
        float[] cosine = [.. bell.Select((g, i) =>
            (float)(2 / bellSum * g * (Math.Cos(radiansPerSample * (i - half)) - mean)))];
        float[] sine =
            [.. bell.Select((g, i) => (float)(2 / bellSum * g * Math.Sin(radiansPerSample * (i - half))))];
        return (cosine, sine);
    }
}
