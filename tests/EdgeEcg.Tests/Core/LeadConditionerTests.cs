using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class LeadConditionerTests
{
    private static readonly SampleRate Analysis = new(250);

    [Theory]
    [InlineData(250, 50)]
    [InlineData(250, 60)]
    [InlineData(360, 60)]
    [InlineData(500, 50)]
    [InlineData(500, 60)]
    [InlineData(8000, 50)]
    [InlineData(8000, 60)]
    public void Mains_hum_is_50_dB_down(double hz, double mainsHz)
    {
        float[] conditioned = Condition(hz, 8, t => 1000 * Math.Sin(2 * Math.PI * mainsHz * t));

        Assert.InRange(conditioned[500..].Max(Math.Abs), 0, 1000 * Math.Pow(10, -50 / 20.0));
    }

    [Theory]
    [InlineData(125)]
    [InlineData(360)]
    [InlineData(1000)]
    public void The_band_of_the_QRS_passes_as_it_is(double hz)
    {
        float[] conditioned = Condition(hz, 8, t => 1000 * Math.Sin(2 * Math.PI * 15 * t));

        for (int k = 1000; k < 1500; k++)
        {
            double expected = 1000 * Math.Sin(2 * Math.PI * 15 * k / Analysis.Hz);
            Assert.Equal(expected, conditioned[k], tolerance: 80);
        }
    }

    [Fact]
    public void Breathing_and_drift_are_taken_out()
    {
        float[] breathing = Condition(500, 60, t => 1000 * Math.Sin(2 * Math.PI * 0.2 * t));
        float[] drift = Condition(500, 60, t => 1000 * Math.Sin(2 * Math.PI * 0.05 * t));

        // Second order below 0.5 Hz: 16 dB at 0.2 Hz, 40 dB at 0.05 Hz.
        Assert.InRange(breathing[5000..].Max(Math.Abs), 0, 165);
        Assert.InRange(drift[5000..].Max(Math.Abs), 0, 12);
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(-300_000)]
    public void An_electrode_offset_of_300_mV_never_shows(double offset)
    {
        float[] without = Condition(500, 5, Beats);
        float[] with = Condition(500, 5, t => Beats(t) + offset);

        // Single precision at 300 mV steps by 0.03 µV; the rest of a microvolt is its sum over the taps.
        Assert.All(without.Zip(with), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1.0f));
    }

    private static double Beats(double t) => 1000 * Math.Exp(-0.5 * Math.Pow(((t % 0.8) - 0.4) / 0.012, 2));

    private static float[] Condition(double hz, double seconds, Func<double, double> signal)
    {
        LeadConditioner lead = new(new SampleRate(hz), Analysis);
        List<float> conditioned = [];
        for (int n = 0; n < seconds * hz; n++)
        {
            lead.Push((float)signal(n / hz));
            while (lead.TryTake(out _))
            {
                if (lead.Conditioned.End > conditioned.Count)
                {
                    conditioned.Add(lead.Conditioned[lead.Conditioned.End - 1]);
                }
            }
        }

        return [.. conditioned];
    }
}
