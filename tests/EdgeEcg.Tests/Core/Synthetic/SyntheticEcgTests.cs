using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core.Synthetic;

public sealed class SyntheticEcgTests(ITestOutputHelper output)
{
    private static readonly SampleRate Rate500 = new(500);

    [Fact]
    public void The_signal_does_not_depend_on_how_the_reading_is_cut_into_chunks()
    {
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        SyntheticScript script = SyntheticScript.Random(seed, SyntheticRates.BusyDay, durationSeconds: 600);
        SyntheticEcgSettings settings = new() { Seed = seed };
        (float[] whole1, float[] whole2) = Read(Rate500, settings, script, samples: 300_000);

        SyntheticEcg chunked = new(Rate500, settings, script);
        float[] chunk1 = new float[2000];
        float[] chunk2 = new float[2000];
        while (chunked.NextSampleIndex < whole1.Length)
        {
            int start = (int)chunked.NextSampleIndex;
            int count = Math.Min(random.Next(0, 2000), whole1.Length - start);
            chunked.Read(chunk1.AsSpan(0, count), chunk2.AsSpan(0, count));

            Assert.Equal(whole1.AsSpan(start, count), chunk1.AsSpan(0, count));
            Assert.Equal(whole2.AsSpan(start, count), chunk2.AsSpan(0, count));
        }
    }

    [Theory]
    [InlineData(250)]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(8000)]
    public void Any_rate_samples_the_same_signal(int hz)
    {
        SyntheticEcgSettings settings = new() { Seed = 11 };
        SyntheticScript script = new(
        [
            SyntheticEpisode.Ventricular(4, beats: 3),
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.MuscleNoise, 8, 2),
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.ElectrodeMotion, 12, 2),
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 16, 2),
        ]);

        (float[] slow, _) = Read(new SampleRate(125), settings, script, 125 * 20);
        (float[] fast, _) = Read(new SampleRate(hz), settings, script, hz * 20);

        int step = hz / 125;
        for (int i = 0; i < slow.Length; i++)
        {
            Assert.Equal(slow[i], fast[i * step], tolerance: 0.05f + (1e-4f * Math.Abs(slow[i])));
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        SyntheticScript script = SyntheticScript.Random(3, SyntheticRates.BusyDay, durationSeconds: 3600);
        SyntheticEcg ecg = new(Rate500, new SyntheticEcgSettings(), script);
        float[] lead1 = new float[5000];
        float[] lead2 = new float[5000];
        ecg.Read(lead1, lead2);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 60; i++)
        {
            ecg.Read(lead1, lead2);
            Assert.False(ecg.IsLeadOff(-1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_lead_off_takes_the_signal_to_the_rail_and_gives_it_back()
    {
        SyntheticScript script = new([SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 5, 8)]);

        SyntheticEcg ecg = new(Rate500, new SyntheticEcgSettings(), script);
        (float[] lead1, _) = Read(Rate500, new SyntheticEcgSettings(), script, samples: 10_000);

        Assert.False(ecg.IsLeadOff(2499));
        Assert.True(ecg.IsLeadOff(2500));
        Assert.True(ecg.IsLeadOff(6499));
        Assert.False(ecg.IsLeadOff(6500));
        Assert.All(lead1[3000..6500], microvolts => Assert.InRange(microvolts, 250_000, 350_000));
        Assert.All(lead1[..2500], microvolts => Assert.InRange(microvolts, -3000, 3000));
        Assert.All(lead1[7000..], microvolts => Assert.InRange(microvolts, -3000, 3000));
    }

    [Fact]
    public void Wearers_differ_by_seed_and_one_seed_is_always_the_same_wearer()
    {
        SyntheticScript sinus = SyntheticScript.SinusOnly;

        (float[] first, _) = Read(Rate500, SyntheticEcgSettings.Undisturbed(1), sinus, 5000);
        (float[] again, _) = Read(Rate500, SyntheticEcgSettings.Undisturbed(1), sinus, 5000);
        (float[] other, _) = Read(Rate500, SyntheticEcgSettings.Undisturbed(2), sinus, 5000);

        Assert.Equal(first, again);
        Assert.NotInRange(other.Max() / first.Max(), 0.98f, 1.02f);
    }

    [Fact]
    public void Mains_hum_is_of_the_frequency_asked_for()
    {
        SyntheticEcgSettings quiet = SyntheticEcgSettings.Undisturbed(4);
        SyntheticEcgSettings humming = quiet with { MainsMicrovolts = 100, MainsHz = 60 };

        (float[] clean, _) = Read(Rate500, quiet, SyntheticScript.SinusOnly, 5000);
        (float[] hum, _) = Read(Rate500, humming, SyntheticScript.SinusOnly, 5000);

        double projected = 0;
        for (int i = 0; i < hum.Length; i++)
        {
            projected += (hum[i] - clean[i]) * Math.Sin(2 * Math.PI * 60 * i / Rate500.Hz) * 2 / hum.Length;
        }

        Assert.Equal(100, projected, tolerance: 0.5);
    }

    private static (float[] Lead1, float[] Lead2) Read(
        SampleRate rate, SyntheticEcgSettings settings, SyntheticScript script, int samples)
    {
        float[] lead1 = new float[samples];
        float[] lead2 = new float[samples];
        new SyntheticEcg(rate, settings, script).Read(lead1, lead2);
        return (lead1, lead2);
    }
}
