using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class RhythmTrackerTests
{
    private static readonly SampleRate Rate = new(250);

    [Fact]
    public void The_first_beat_has_no_interval_and_the_usual_one_takes_four()
    {
        RhythmTracker tracker = new(Rate);

        RhythmContext[] beats = [.. Enumerable.Range(0, 6).Select(i => tracker.Next(100 + (i * 200.0)))];

        Assert.Null(beats[0].RrMs);
        Assert.All(beats[1..], beat => Assert.Equal(800, beat.RrMs));
        Assert.All(beats[..5], beat => Assert.Null(beat.UsualRrMs));
        Assert.Equal(800, beats[5].UsualRrMs);
        Assert.Equal(1.0, beats[5].RelativeRr);
    }

    [Fact]
    public void A_premature_beat_is_compared_with_the_intervals_before_it()
    {
        RhythmTracker tracker = new(Rate);
        for (int i = 0; i < 10; i++)
        {
            tracker.Next(i * 200.0);
        }

        RhythmContext premature = tracker.Next(1800 + 130);

        Assert.Equal(520, premature.RrMs!.Value, tolerance: 1e-9);
        Assert.Equal(0.65, premature.RelativeRr!.Value, tolerance: 1e-6);
    }

    [Fact]
    public void After_an_interruption_the_interval_is_unknown_and_the_usual_one_is_kept()
    {
        RhythmTracker tracker = new(Rate);
        for (int i = 0; i < 10; i++)
        {
            tracker.Next(i * 200.0);
        }

        tracker.Interrupt();
        RhythmContext first = tracker.Next(9000);
        RhythmContext second = tracker.Next(9200);

        Assert.Null(first.RrMs);
        Assert.Equal(800, first.UsualRrMs);
        Assert.Equal(800, second.RrMs);
    }
}
