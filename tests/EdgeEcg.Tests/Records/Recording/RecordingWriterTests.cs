using EdgeEcg.Records.Recording;

namespace EdgeEcg.Tests.Records.Recording;

public sealed class RecordingWriterTests
{
    [Fact]
    public void What_was_recorded_comes_back_over_several_segments_with_its_beats()
    {
        using RecordingBench bench = new();

        bench.Record(seconds: 150);
        bench.Restart("boot2");

        StoredRecording recording = Assert.Single(bench.Catalog().Recordings);
        Assert.Equal(3, recording.Segments.Count);
        Assert.Equal(new SampleSpan(0, 150 * RecordingBench.Hz), recording.Span);
        Assert.Equal((150 * RecordingBench.Hz, 0, 0), bench.Compare(recording));
        Assert.Equal(150, recording.Segments.Sum(s => s.ReadAnnotations(out _).Count));
    }

    [Fact]
    public void Samples_that_never_came_are_marked_when_few_and_a_gap_between_segments_when_many()
    {
        using RecordingBench bench = new();

        bench.Record(seconds: 10);
        bench.Skip(seconds: 2);
        bench.Record(seconds: 10);
        bench.Skip(seconds: 30);
        bench.Record(seconds: 10);
        bench.Restart("boot2");

        StoredRecording recording = Assert.Single(bench.Catalog().Recordings);
        Assert.Equal([new SampleSpan(22 * RecordingBench.Hz, 52 * RecordingBench.Hz)], recording.Gaps);
        Assert.Equal((30 * RecordingBench.Hz, 32 * RecordingBench.Hz, 0), bench.Compare(recording));
    }

    [Fact]
    public void After_a_power_cut_everything_up_to_the_last_flush_is_there_and_the_next_run_completes_it()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 95);

        bench.Unplug();
        StoredRecording torn = Assert.Single(bench.Catalog().Recordings);
        bench.Restart("boot2");
        bench.Record(seconds: 1);

        Assert.True(torn.IsOpen);
        Assert.InRange(torn.Span.End, 85 * RecordingBench.Hz, 95 * RecordingBench.Hz);
        StoredRecording mended = bench.Catalog().Recordings[0];
        Assert.False(mended.IsOpen);
        Assert.Equal(torn.Span, mended.Span);
        Assert.Equal((torn.Span.End, 0, 0), bench.Compare(mended));
        Assert.Equal("r000002", bench.Writer.Name);
    }

    [Fact]
    public void An_alarm_locks_what_lies_around_it_and_the_locked_goes_last()
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { SegmentLength = TimeSpan.FromSeconds(10), MostBytes = 200_000 };
        bench.Record(seconds: 28);

        bench.Writer.Take(new RecordedEvent(27 * RecordingBench.Hz, "bench.boot1.1", "abnormal_run", true));
        bool lockedNow = bench.Catalog().IsLockedNow;
        bench.Record(seconds: 122);

        Assert.True(lockedNow);
        Assert.False(bench.Catalog().IsLockedNow);
        StoredRecording recording = Assert.Single(bench.Catalog().Recordings);
        Assert.Equal(
            [new SampleSpan(10_000, 15_000), new SampleSpan(15_000, 20_000)], recording.Locked);
        Assert.Equal(new SampleSpan(10_000, 15_000), recording.Locked[0]);
        Assert.InRange(recording.Bytes, 100_000, 230_000);
        RecordingCounters counters = bench.Writer.Counters;
        Assert.True(counters.SegmentsEvicted > 5);
        Assert.Equal(0, counters.LockedEvicted);
        Assert.Equal("bench.boot1.1", Assert.Single(recording.Events()).Id);
    }

    [Fact]
    public void When_only_locked_segments_are_left_the_oldest_of_them_goes_and_is_counted()
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { SegmentLength = TimeSpan.FromSeconds(10), MostBytes = 100_000 };

        for (int i = 0; i < 10; i++)
        {
            bench.Record(seconds: 10);
            bench.Writer.Take(new RecordedEvent(bench.Next - 500, $"bench.boot1.{i + 1}", "pause", true));
        }

        bench.Record(seconds: 11);

        Assert.True(bench.Writer.Counters.LockedEvicted > 0);
        Assert.True(bench.Writer.Counters.BytesStored < 150_000);
        Assert.Equal(0, bench.Writer.Counters.SamplesLost);
    }

    [Fact]
    public void Nothing_is_allocated_per_sample_within_a_block()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 1);
        RecordingWriter writer = bench.Writer;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (long i = bench.Next; i < bench.Next + 5000; i++)
        {
            writer.Append(new RecordedSample(i, i * 2_000_000, 1, 2));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
