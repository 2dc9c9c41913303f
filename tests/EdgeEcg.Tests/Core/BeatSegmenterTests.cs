using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class BeatSegmenterTests
{
    private static readonly SampleRate Analysis = new(250);
    private static readonly BeatWindow Window = BeatWindow.Standard;

    [Theory]
    [InlineData(500.0)]
    [InlineData(500.25)]
    [InlineData(500.5)]
    [InlineData(500.9)]
    public void The_window_is_the_signal_at_the_window_s_own_times(double r)
    {
        SignalRing signal = Signal(1000, Wave);
        float[] beat = new float[Window.Samples];

        new BeatSegmenter(Analysis, Window).Cut(signal, r, beat);

        Assert.Equal(140, beat.Length);
        for (int i = 0; i < beat.Length; i++)
        {
            double seconds = (r / 250) + ((i - 50) / 200.0);
            Assert.Equal(Wave(seconds), beat[i], tolerance: 12);
        }
    }

    [Fact]
    public void All_of_the_window_is_there_once_what_it_needs_has_been_seen()
    {
        BeatSegmenter segmenter = new(Analysis, Window);
        const double R = 300.7;
        SignalRing whole = Signal(1000, Wave);
        SignalRing barely = Signal((int)segmenter.Needs(R), Wave);
        float[] expected = new float[Window.Samples];
        float[] beat = new float[Window.Samples];

        segmenter.Cut(whole, R, expected);
        segmenter.Cut(barely, R, beat);

        Assert.Equal(expected, beat);
    }

    [Fact]
    public void Before_the_start_of_the_signal_its_first_value_is_repeated()
    {
        SignalRing signal = Signal(400, t => 100 + (1000 * t));
        float[] beat = new float[Window.Samples];

        new BeatSegmenter(Analysis, Window).Cut(signal, 20, beat);

        // The window begins 42.5 samples before the signal does.
        Assert.All(beat[..30], value => Assert.Equal(beat[0], value));
        Assert.Equal(180, beat[50], tolerance: 0.1f);
    }

    // Up to 40 Hz, as conditioned signals are.
    private static double Wave(double t) =>
        (500 * Math.Sin(2 * Math.PI * 8 * t)) + (200 * Math.Sin((2 * Math.PI * 22 * t) + 1))
        + (50 * Math.Sin((2 * Math.PI * 38 * t) + 2));

    private static SignalRing Signal(int samples, Func<double, double> wave)
    {
        SignalRing signal = new(1000);
        for (int i = 0; i < samples; i++)
        {
            signal.Append((float)wave(i / Analysis.Hz));
        }

        return signal;
    }
}
