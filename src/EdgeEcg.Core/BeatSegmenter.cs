namespace EdgeEcg.Core;

/// <summary>
/// Cuts a beat out of the conditioned signal, centred on its R peak to a fraction of a sample, and resamples
/// it to the window's rate by cubic interpolation (Catmull-Rom; the signal ends at 40 Hz, a sixth of the
/// analysis rate).
/// </summary>
internal sealed class BeatSegmenter
{
    private readonly SampleRate _analysis;
    private readonly BeatWindow _window;

    public BeatSegmenter(SampleRate analysis, BeatWindow window)
    {
        _analysis = analysis;
        _window = window;
    }

    /// <summary>
    /// One past the last analysis sample that the window around <paramref name="r"/> needs.
    /// </summary>
    public long Needs(double r) => (long)Math.Floor(Position(r, _window.Samples - 1)) + 3;

    /// <summary>
    /// The window around <paramref name="r"/>, in µV; what lies before the signal's start repeats its first
    /// value.
    /// </summary>
    public void Cut(SignalRing signal, double r, Span<float> microvolts)
    {
        for (int i = 0; i < microvolts.Length; i++)
        {
            double position = Math.Max(signal.Start + 1, Position(r, i));
            long whole = (long)Math.Floor(position);
            microvolts[i] = Interpolate(signal, whole, (float)(position - whole));
        }
    }

    private double Position(double r, int index) =>
        r + (index - _window.RIndex) * (_analysis.Hz / _window.Rate.Hz);

    private static float Interpolate(SignalRing s, long at, float t)
    {
        (float a, float b, float c, float d) = (s[at - 1], s[at], s[at + 1], s[at + 2]);
        return b + 0.5f * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }
}
