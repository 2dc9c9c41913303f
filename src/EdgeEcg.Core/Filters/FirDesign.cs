namespace EdgeEcg.Core.Filters;

/// <summary>
/// Linear-phase filters by the window method: an ideal response cut to length by a Kaiser window (J. F.
/// Kaiser 1974; the formulas are those of Oppenheim and Schafer, "Discrete-Time Signal Processing", 7.5).
/// </summary>
internal static class FirDesign
{
    /// <summary>Low-pass with unit gain at 0 Hz; -6 dB at the cutoff.</summary>
    public static float[] LowPass(SampleRate rate, double cutoffHz, int taps, double kaiserBeta)
    {
        double[] ideal = new double[taps];
        double cyclesPerSample = cutoffHz / rate.Hz;
        for (int n = 0; n < taps; n++)
        {
            ideal[n] = 2 * cyclesPerSample * Sinc(2 * cyclesPerSample * (n - (taps - 1) / 2.0))
                * Kaiser(n - (taps - 1) / 2.0, (taps - 1) / 2.0, kaiserBeta);
        }

        double gain = ideal.Sum();
        return [.. ideal.Select(tap => (float)(tap / gain))];
    }

    /// <summary>
    /// The Kaiser window at <paramref name="offset"/> from its centre; 0 outside ±halfWidth.
    /// </summary>
    public static double Kaiser(double offset, double halfWidth, double beta)
    {
        double x = offset / halfWidth;
        return Math.Abs(x) > 1 ? 0 : BesselI0(beta * Math.Sqrt(1 - x * x)) / BesselI0(beta);
    }

    public static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double BesselI0(double x)
    {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
