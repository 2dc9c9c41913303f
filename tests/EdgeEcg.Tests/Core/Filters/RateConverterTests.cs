using EdgeEcg.Core;
using EdgeEcg.Core.Filters;

namespace EdgeEcg.Tests.Core.Filters;

/// <summary>
/// The oracle is the signal itself: a band-limited function of time, evaluated where the output claims to be.
/// </summary>
public sealed class RateConverterTests
{
    private static readonly SampleRate Output = new(250);

    public static TheoryData<double> InputRates => [125, 128, 250, 257.3, 360, 500, 999.5, 1000, 4000, 8000];

    [Theory]
    [MemberData(nameof(InputRates))]
    public void A_sine_keeps_its_height_and_its_time(double hz)
    {
        foreach (double sineHz in new double[] { 1, 10, 25, 40 })
        {
            float[] converted = Convert(hz, 6, t => 1000 * Math.Sin((2 * Math.PI * sineHz * t) + 0.3));

            (double height, double delaySeconds) = Fit(converted, sineHz, phase: 0.3);

            Assert.InRange(height, 985, 1015);

            // A tenth of an output sample is 400 µs.
            Assert.InRange(delaySeconds, -400e-6, 400e-6);
        }
    }

    [Theory]
    [MemberData(nameof(InputRates))]
    public void A_narrow_bump_peaks_where_it_is(double hz)
    {
        const double CentreSeconds = 2.0037;
        float[] converted =
            Convert(hz, 4, t => 1000 * Math.Exp(-0.5 * Math.Pow((t - CentreSeconds) / 0.012, 2)));

        int highest = Array.IndexOf(converted, converted.Max());
        float before = converted[highest - 1];
        float after = converted[highest + 1];
        double vertex = highest + (0.5 * (before - after) / (before - (2 * converted[highest]) + after));

        Assert.InRange((vertex / Output.Hz) - CentreSeconds, -400e-6, 400e-6);
    }

    [Theory]
    [InlineData(500, 200)]
    [InlineData(1000, 210)]
    [InlineData(8000, 230)]
    [InlineData(8000, 3000)]
    public void What_would_fold_into_the_heart_s_band_is_taken_out(double hz, double toneHz)
    {
        float[] converted = Convert(hz, 6, t => 1000 * Math.Sin(2 * Math.PI * toneHz * t));

        Assert.InRange(converted[250..^250].Max(Math.Abs), 0, 3.2);
    }

    [Fact]
    public void Time_does_not_drift_over_a_day()
    {
        RateConverter converter = new(new SampleRate(257.3), Output);

        // Where the last sample of a day is, in input samples, to a hundredth of one.
        Assert.Equal(24 * 3600 * 257.3, converter.InputTime(24 * 3600 * 250.0), tolerance: 0.01);
    }

    [Fact]
    public void Any_constant_passes_unchanged_from_the_first_sample()
    {
        float[] converted = Convert(360, 1, _ => -300_000);

        Assert.All(converted, value => Assert.Equal(-300_000, value, tolerance: 0.5f));
    }

    private static float[] Convert(double inputHz, double seconds, Func<double, double> signal)
    {
        RateConverter converter = new(new SampleRate(inputHz), Output);
        List<float> converted = [];
        for (int n = 0; n < seconds * inputHz; n++)
        {
            converter.Push((float)signal(n / inputHz));
            while (converter.TryTake(out float sample))
            {
                converted.Add(sample);
            }
        }

        return [.. converted];
    }

    // Projection on sine and cosine over whole seconds, away from the ends.
    private static (double Height, double DelaySeconds) Fit(float[] samples, double sineHz, double phase)
    {
        double sine = 0;
        double cosine = 0;
        for (int k = 250; k < 1250; k++)
        {
            double angle = (2 * Math.PI * sineHz * k / Output.Hz) + phase;
            sine += samples[k] * Math.Sin(angle) / 500;
            cosine += samples[k] * Math.Cos(angle) / 500;
        }

        return (Math.Sqrt((sine * sine) + (cosine * cosine)),
            -Math.Atan2(cosine, sine) / (2 * Math.PI * sineHz));
    }
}
