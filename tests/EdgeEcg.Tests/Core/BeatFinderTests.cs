using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core;

public sealed class BeatFinderTests(ITestOutputHelper output)
{
    private static readonly SampleRate Rate500 = new(500);

    [Theory]
    [InlineData(125)]
    [InlineData(250)]
    [InlineData(257.3)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(8000)]
    public void Every_beat_is_found_at_its_R_peak_at_any_rate(double hz)
    {
        SyntheticScript script = new([.. SyntheticScript.Demo.Episodes
            .Where(e => e.Kind <= SyntheticEpisodeKind.Pause)
            .Select(e => e with { StartSeconds = e.StartSeconds - 110 })]);

        SyntheticRun run = new(new SampleRate(hz), script, seconds: 70);

        // The second beat of the run, 0.4 s after the first, is a known weakness (docs/detection.md).
        Assert.DoesNotContain(run.Missed(0.6, 70), at => at is < 40.2 or > 40.6);
        Assert.Empty(run.Extra(0, 70));
        Assert.All(
            run.Truth.Beats.Where(b => b.Class == SyntheticBeatClass.Normal && b.SampleIndex > hz),
            beat => Assert.InRange(run.OffsetMs(beat)!.Value, -8, 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void No_T_wave_or_P_wave_of_any_wearer_is_counted(int seed)
    {
        SyntheticRun run = new(
            Rate500, SyntheticScript.SinusOnly, seconds: 120, new SyntheticEcgSettings { Seed = seed });

        Assert.Empty(run.Missed(0.6, 120));
        Assert.Empty(run.Extra(0.6, 120));
    }

    [Fact]
    public void The_first_beats_come_out_within_two_seconds()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            SyntheticRun run = new(
                Rate500, SyntheticScript.SinusOnly, seconds: 4, new SyntheticEcgSettings { Seed = seed });

            Assert.InRange(run.Beats[0].SampleIndex / 500.0, 0, 2);
            Assert.Empty(run.Missed(0.6, 4));
        }
    }

    [Theory]
    [InlineData(125)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(257.3)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    [InlineData(8000)]
    public void A_beat_never_comes_out_later_than_the_stated_look_ahead_of_less_than_a_second(double hz)
    {
        double seconds = hz > 1000 ? 60 : 600;
        SyntheticScript script = SyntheticScript.Random(7, SyntheticRates.BusyDay with
        {
            VentricularBeatsPerHour = 600,
            SupraventricularBeatsPerHour = 600,
            PausesPerHour = 60,
            ElectrodeMotionsPerHour = 60,
        }, seconds);

        SyntheticRun run = new(new SampleRate(hz), script, seconds);

        output.WriteLine($"{hz} Hz: {run.LongestDelayMs:0} of {run.Finder.LookAheadMs:0} ms");
        Assert.InRange(run.LongestDelayMs, 0, run.Finder.LookAheadMs);
        Assert.InRange(run.Finder.LookAheadMs, 0, 1000);
    }

    [Fact]
    public void A_pause_is_one_long_interval()
    {
        SyntheticRun run = new(Rate500, new SyntheticScript([SyntheticEpisode.Pause(30, 3.2)]), seconds: 60);

        Beat afterPause = Assert.Single(run.Beats, beat => beat.Rhythm.RrMs > 2000);
        Assert.InRange(afterPause.Rhythm.RrMs!.Value, 3000, 4500);
        Assert.Empty(run.Extra(0, 60));
    }

    [Fact]
    public void Beats_taken_late_are_those_taken_at_once()
    {
        SyntheticEcg ecg = new(Rate500, new SyntheticEcgSettings(), SyntheticScript.Demo);
        float[] lead1 = new float[500 * 240];
        float[] lead2 = new float[500 * 240];
        ecg.Read(lead1, lead2);
        List<Beat> atOnce = Take(lead1, lead2, () => 1);
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);

        // As a daemon does that reads the chip's samples in lots of up to half a second.
        List<Beat> inLots = Take(lead1, lead2, () => random.Next(1, 250));

        Assert.Equal(atOnce, inLots);
    }

    [Fact]
    public void Nothing_is_allocated_per_sample()
    {
        SyntheticEcg ecg = new(Rate500, new SyntheticEcgSettings(), SyntheticScript.Demo);
        float[] lead1 = new float[500 * 240];
        float[] lead2 = new float[500 * 240];
        ecg.Read(lead1, lead2);
        BeatFinder finder = new(Rate500, 2, BeatWindow.Standard);
        float[] waveform = new float[BeatWindow.Standard.Samples];
        PushAll(finder, lead1, lead2, waveform);

        long before = GC.GetAllocatedBytesForCurrentThread();
        int beats = PushAll(finder, lead1, lead2, waveform);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(beats, 100, 500);
    }

    [Theory]
    [InlineData(124.9)]
    [InlineData(8001)]
    public void A_rate_that_cannot_be_read_is_refused(double hz)
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new BeatFinder(new SampleRate(hz), 2, BeatWindow.Standard));
    }

    private static int PushAll(BeatFinder finder, float[] lead1, float[] lead2, float[] waveform)
    {
        int beats = 0;
        for (int i = 0; i < lead1.Length; i++)
        {
            finder.Push([lead1[i], lead2[i]]);
            while (finder.TryTake(out Beat beat))
            {
                finder.CopyWaveform(beat, 1, waveform);
                beats++;
            }
        }

        return beats;
    }

    private static List<Beat> Take(float[] lead1, float[] lead2, Func<int> lotSamples)
    {
        BeatFinder finder = new(Rate500, 2, BeatWindow.Standard);
        List<Beat> beats = [];
        int lotEnd = 0;
        for (int i = 0; i < lead1.Length; i++)
        {
            finder.Push([lead1[i], lead2[i]], SyntheticScript.Demo.IsLeadOff(i / 500.0) ? 0 : uint.MaxValue);
            if (i < lotEnd)
            {
                continue;
            }

            lotEnd = i + lotSamples();
            TakeAll();
        }

        TakeAll();
        return beats;

        void TakeAll()
        {
            while (finder.TryTake(out Beat beat))
            {
                beats.Add(beat);
            }
        }
    }
}
