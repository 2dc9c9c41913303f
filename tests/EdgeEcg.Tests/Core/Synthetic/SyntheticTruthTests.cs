using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core.Synthetic;

public sealed class SyntheticTruthTests(ITestOutputHelper output)
{
    private static readonly SyntheticRates RhythmOnly = SyntheticRates.BusyDay with
    {
        LeadOffsPerHour = 0,
        ElectrodeMotionsPerHour = 0,
        MuscleNoisesPerHour = 0,
    };

    [Theory]
    [InlineData(125)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(8000)]
    public void Every_true_beat_is_a_local_extreme_of_lead_1(int hz)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            SampleRate rate = new(hz);
            SyntheticEcgSettings settings = SyntheticEcgSettings.Undisturbed(seed);
            SyntheticScript script = SyntheticScript.Random(seed, RhythmOnly, durationSeconds: 60);
            SyntheticTruth truth = new(rate, settings, script, durationSeconds: 59);
            float[] lead1 = new float[60 * hz];
            new SyntheticEcg(rate, settings, script).Read(lead1, new float[lead1.Length]);

            foreach (SyntheticBeat beat in truth.Beats)
            {
                int peak = (int)beat.SampleIndex;
                int highest = HighestNear(lead1, peak, reach: rate.Samples(60));
                bool isThere = Math.Abs(highest - peak) <= hz / 2000;
                Assert.True(isThere, $"seed {seed}: {beat} but the extreme is at {highest}");
                Assert.True(Math.Abs(lead1[peak]) > 300, $"seed {seed}: {beat} is {lead1[peak]} µV high");
            }
        }
    }

    [Fact]
    public void Between_true_beats_no_wave_is_as_high_as_a_beat()
    {
        SampleRate rate = new(500);
        SyntheticEcgSettings settings = SyntheticEcgSettings.Undisturbed(1);
        SyntheticTruth truth = new(rate, settings, SyntheticScript.SinusOnly, 60);
        float[] lead1 = new float[30_000];
        new SyntheticEcg(rate, settings, SyntheticScript.SinusOnly).Read(lead1, new float[30_000]);

        float lowestPeak = truth.Beats.Min(beat => lead1[beat.SampleIndex]);
        HashSet<int> nearBeats =
            [.. truth.Beats.SelectMany(beat => Enumerable.Range((int)beat.SampleIndex - 50, 100))];

        Assert.All(Enumerable.Range(0, lead1.Length).Where(i => !nearBeats.Contains(i)),
            i => Assert.True(lead1[i] < 0.7 * lowestPeak, $"{lead1[i]} µV at {i}"));
    }

    [Fact]
    public void Heart_rate_and_its_variability_are_those_of_a_resting_adult()
    {
        for (int seed = 1; seed <= 30; seed++)
        {
            SyntheticEcgSettings settings = new() { Seed = seed };
            SyntheticTruth truth = new(new SampleRate(1000), settings, SyntheticScript.SinusOnly, 300);

            double[] rr = [.. RrSeconds(truth).Select(seconds => seconds * 1000)];
            double meanMs = rr.Average();
            double sdnnMs = Math.Sqrt(rr.Average(value => (value - meanMs) * (value - meanMs)));

            output.WriteLine($"seed {seed}: RR {meanMs:0} ms, SDNN {sdnnMs:0.0} ms");
            Assert.InRange(meanMs, 720, 1050);
            Assert.InRange(sdnnMs, 15, 80);
        }
    }

    [Fact]
    public void The_demonstration_holds_one_of_everything_after_two_clean_minutes()
    {
        SampleRate rate = new(500);

        SyntheticTruth truth = new(
            rate, new SyntheticEcgSettings(), SyntheticScript.Demo, SyntheticScript.DemoSeconds);

        long learned = (long)(SyntheticScript.DemoLearningSeconds * rate.Hz);
        Assert.All(truth.Beats.Where(beat => beat.SampleIndex < learned),
            beat => Assert.Equal((SyntheticBeatClass.Normal, false), (beat.Class, beat.Obscured)));
        Assert.Equal(new[] { 1, 1, 2, 5, 1 }, VentricularRuns(truth.Beats));
        Assert.Single(truth.Beats, beat => beat.Class is SyntheticBeatClass.Supraventricular);
        Assert.Single(RrSeconds(truth), rr => Math.Abs(rr - 2.8) < 0.01);
        Assert.Equal(
            [
                SyntheticEpisodeKind.ElectrodeMotion,
                SyntheticEpisodeKind.MuscleNoise,
                SyntheticEpisodeKind.LeadOff,
            ],
            truth.Intervals.Select(interval => interval.Kind));
        Assert.InRange(truth.Beats.Count(beat => beat.Obscured), 10, 25);
    }

    [Fact]
    public void A_single_ventricular_beat_comes_early_and_is_followed_by_a_compensatory_pause()
    {
        SyntheticScript script = new([SyntheticEpisode.Ventricular(10)]);
        SyntheticTruth truth = new(new SampleRate(500), new SyntheticEcgSettings(), script, 20);

        int at = Assert.Single(
            Enumerable.Range(0, truth.Beats.Count),
            i => truth.Beats[i].Class is SyntheticBeatClass.Ventricular);

        double[] rr = [.. RrSeconds(truth)];
        Assert.InRange(rr[at - 1] / rr[at - 2], 0.5, 0.75);
        Assert.InRange((rr[at - 1] + rr[at]) / rr[at - 2], 1.85, 2.15);
        Assert.InRange(truth.Beats[at].SampleIndex / 500.0, 9.4, 10.6);
    }

    [Fact]
    public void Beats_hidden_by_a_loose_electrode_or_its_motion_are_marked()
    {
        SyntheticScript script = new(
        [
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.ElectrodeMotion, 10, 5),
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 12, 8),
            SyntheticEpisode.Lasting(SyntheticEpisodeKind.MuscleNoise, 30, 5),
        ]);

        SyntheticTruth truth = new(new SampleRate(250), new SyntheticEcgSettings(), script, 60);

        Assert.All(truth.Beats, beat => Assert.Equal(beat.SampleIndex is >= 2500 and < 5250, beat.Obscured));
    }

    [Fact]
    public void A_seed_draws_the_same_script_again_and_keeps_its_rates()
    {
        SyntheticRates rates = new() { VentricularBeatsPerHour = 100, PausesPerHour = 10 };

        SyntheticScript script = SyntheticScript.Random(7, rates, durationSeconds: 36_000);

        Assert.Equal(script.Episodes, SyntheticScript.Random(7, rates, durationSeconds: 36_000).Episodes);
        int pauses = script.Episodes.Count(episode => episode.Kind is SyntheticEpisodeKind.Pause);
        Assert.InRange(pauses, 70, 130);
        Assert.InRange(script.Episodes.Count - pauses, 900, 1100);
    }

    private static IEnumerable<double> RrSeconds(SyntheticTruth truth) =>
        truth.Beats.Zip(truth.Beats.Skip(1), (a, b) => (b.SampleIndex - a.SampleIndex) / truth.Rate.Hz);

    private static List<int> VentricularRuns(IReadOnlyList<SyntheticBeat> beats)
    {
        List<int> runs = [];
        bool inRun = false;
        foreach (SyntheticBeat beat in beats)
        {
            bool ventricular = beat.Class is SyntheticBeatClass.Ventricular;
            if (ventricular && inRun)
            {
                runs[^1]++;
            }
            else if (ventricular)
            {
                runs.Add(1);
            }

            inRun = ventricular;
        }

        return runs;
    }

    private static int HighestNear(float[] samples, int centre, int reach)
    {
        int highest = centre;
        for (int i = Math.Max(0, centre - reach); i < Math.Min(samples.Length, centre + reach + 1); i++)
        {
            highest = Math.Abs(samples[i]) > Math.Abs(samples[highest]) ? i : highest;
        }

        return highest;
    }
}
