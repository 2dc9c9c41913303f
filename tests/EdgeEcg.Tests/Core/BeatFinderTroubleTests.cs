using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core;

/// <summary>Leads that come off, and leads that are noisy.</summary>
public sealed class BeatFinderTroubleTests(ITestOutputHelper output)
{
    private static readonly SampleRate Rate500 = new(500);

    [Fact]
    public void With_every_lead_off_there_are_no_beats_to_trust_and_after_it_they_come_back()
    {
        SyntheticScript script = new([SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 20, 8)]);

        SyntheticRun run = new(Rate500, script, seconds: 60);

        Assert.DoesNotContain(run.Beats, b => run.IsWithin(b.SampleIndex, 20, 28) && b.Quality > 0);
        Assert.DoesNotContain(run.Beats, b => b.Rhythm.RrMs > 1800);
        Assert.Empty(run.Missed(0.5, 19.5));
        Assert.Empty(run.Missed(33, 60));
        Assert.Empty(run.Extra(33, 60));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.6)]
    [InlineData(2)]
    public void A_short_lead_off_never_makes_a_pause(double seconds)
    {
        SyntheticScript script = new([SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 20, seconds)]);

        SyntheticRun run = new(Rate500, script, seconds: 40);

        Assert.DoesNotContain(run.Beats, b => b.Rhythm.RrMs > 1800);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Beats_are_cut_at_the_same_point_however_noisy_one_lead_is(int lead)
    {
        Random random = new(20251125);
        SyntheticRun.Disturbance noise = (_, microvolts) =>
        {
            microvolts[lead] += (float)(8000 * (random.NextDouble() - 0.5));
            return uint.MaxValue;
        };

        SyntheticRun run = new(Rate500, SyntheticScript.SinusOnly, seconds: 60, disturb: noise);

        double[] offsetsMs = [.. run.Truth.Beats.Skip(2).Select(b => run.OffsetMs(b)!.Value)];
        output.WriteLine($"{offsetsMs.Min():0} to {offsetsMs.Max():0} ms");
        Assert.InRange(offsetsMs.Max() - offsetsMs.Min(), 0, 12);
    }

    [Fact]
    public void After_a_lead_has_been_off_beats_are_cut_where_they_were_before()
    {
        SyntheticRun.Disturbance leadOff = (seconds, _) => seconds is < 20 or > 40 ? uint.MaxValue : 0b10u;

        SyntheticRun run = new(Rate500, SyntheticScript.SinusOnly, seconds: 80, disturb: leadOff);

        double Mean(double from, double to) => run.Truth.Beats
            .Where(b => run.IsWithin(b.SampleIndex, from, to)).Average(b => run.OffsetMs(b)!.Value);
        Assert.InRange(Mean(45, 80) - Mean(2, 19), -1, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void While_one_lead_is_off_the_other_is_enough(int lead)
    {
        SyntheticRun.Disturbance leadOff = (seconds, microvolts) =>
        {
            if (seconds is < 20 or > 40)
            {
                return uint.MaxValue;
            }

            microvolts[lead] = 300_000 + (float)(2000 * Math.Sin(2 * Math.PI * 50 * seconds));
            return ~(1u << lead);
        };

        SyntheticRun run = new(Rate500, SyntheticScript.SinusOnly, seconds: 60, disturb: leadOff);

        output.WriteLine($"missed {run.Missed(0.5, 60).Count}, extra {run.Extra(0, 60).Count}");
        Assert.Empty(run.Missed(0.5, 60));
        Assert.Empty(run.Extra(0, 60));
        Assert.All(run.Beats.Where(b => run.IsWithin(b.SampleIndex, 22, 39)), b =>
        {
            Assert.True(b.Quality > 0);
            Assert.InRange(b.Rhythm.RelativeRr!.Value, 0.85, 1.15);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_noisy_lead_does_not_harm_the_other(int lead)
    {
        Random random = new(3);
        double motion = 0;
        SyntheticRun.Disturbance noise = (seconds, microvolts) =>
        {
            // Noise through a slow filter looks like electrode motion: its strength lies in the band of the
            // QRS.
            motion += 0.08 * ((40_000 * (random.NextDouble() - 0.5)) - motion);
            microvolts[lead] += seconds is > 20 and < 80 ? (float)motion : 0;
            return uint.MaxValue;
        };

        SyntheticRun run = new(Rate500, SyntheticScript.SinusOnly, seconds: 90, disturb: noise);

        output.WriteLine($"missed {run.Missed(0.5, 90).Count}, extra {run.Extra(0, 90).Count}");
        Assert.InRange(run.Missed(0.5, 90).Count, 0, 1);
        Assert.InRange(run.Extra(0, 90).Count, 0, 1);
    }
}
