using EdgeEcg.Records.Recording;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>The Nth operation of the disk fails, for every N of a recording.</summary>
public sealed class RecordingFaultTests
{
    private const int Seconds = 24;
    private const int SegmentSeconds = 10;

    [Theory]
    [InlineData(FaultyDisk.NoSpace, 1, 2)]
    [InlineData(FaultyDisk.InputOutput, 1, 1)]
    [InlineData(FaultyDisk.ReadOnly, 7, 4)]
    public void Whatever_operation_fails_each_sample_is_recorded_or_counted_as_lost(
        int error, int times, int everyNth)
    {
        long operations = OperationsOfAGoodRun();

        for (long nth = 0; nth < operations; nth += everyNth)
        {
            using RecordingBench bench = Bench();
            bench.Disk.Fail(nth, times, error);
            bench.Record(Seconds);
            bench.Disk.Mend();
            bench.Record(Seconds);
            RecordingCounters counters = bench.Writer.Counters;
            bench.Restart("boot2");

            Assert.Null(counters.Fault);
            Assert.InRange(bench.Disk.Failures, 1, times);
            Assert.True(counters.WriteFailures > 0);
            Assert.Equal(2L * Seconds * RecordingBench.Hz, counters.SamplesRecorded + counters.SamplesLost);
            (long good, _, long wrong) = bench.Compare(bench.Catalog().Recordings[^1]);
            long evicted = counters.SegmentsEvicted * SegmentSeconds * RecordingBench.Hz;
            Assert.True(good + evicted >= counters.SamplesRecorded, $"operation {nth}: {good} of {counters}");
            Assert.Equal(0, wrong);
        }
    }

    [Fact]
    public void A_disk_that_stays_broken_is_tried_again_ever_more_rarely_and_told_as_a_fault()
    {
        using RecordingBench bench = Bench();
        bench.Record(seconds: 15);

        bench.Disk.Fail(operation: 0, long.MaxValue, FaultyDisk.InputOutput);
        bench.Record(seconds: 3600);
        RecordingCounters broken = bench.Writer.Counters;
        bench.Disk.Mend();
        bench.Record(seconds: 70);
        RecordingCounters mended = bench.Writer.Counters;
        bench.Restart("boot2");

        Assert.Contains("on purpose", broken.Fault, StringComparison.Ordinal);
        Assert.InRange(broken.WriteFailures, 10, 1000);
        Assert.InRange(broken.SamplesLost, 3590L * RecordingBench.Hz, 3610L * RecordingBench.Hz);
        Assert.Null(mended.Fault);
        StoredRecording recording = Assert.Single(bench.Catalog().Recordings);
        Assert.Single(recording.Gaps);
        Assert.Contains(
            recording.Segments.SelectMany(s => s.ReadAnnotations(out _)),
            a => a.Aux?.StartsWith("gap: ", StringComparison.Ordinal) == true);
        Assert.Contains(
            recording.Segments.SelectMany(s => s.ReadAnnotations(out _)),
            a => a.Aux?.StartsWith("after: ", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_full_disk_costs_the_oldest_segment_and_hardly_a_sample()
    {
        using RecordingBench bench = Bench();
        bench.Record(seconds: 65);

        bench.Disk.Fail(operation: 0, times: 1, FaultyDisk.NoSpace);
        bench.Record(seconds: 20);

        RecordingCounters counters = bench.Writer.Counters;
        Assert.Equal(1, counters.SegmentsEvicted);
        Assert.Null(counters.Fault);
        Assert.InRange(counters.SamplesLost, 1, 10 * RecordingBench.Hz);
    }

    [Fact]
    public void Room_for_others_is_kept_even_if_nothing_can_be_recorded()
    {
        using RecordingBench bench = Bench();
        bench.Limits = bench.Limits with { LeastFreeBytes = 500_000_000 };
        bench.Record(seconds: 45);

        bench.Disk.FreeBytesToTell = 1000;
        bench.Record(seconds: 120);
        RecordingCounters full = bench.Writer.Counters;
        bench.Disk.FreeBytesToTell = null;
        bench.Record(seconds: 70);

        Assert.Equal("less than 500 MB are free", full.Fault);
        Assert.True(full.SegmentsEvicted >= 4);
        Assert.Null(bench.Writer.Counters.Fault);
    }

    private static RecordingBench Bench()
    {
        RecordingBench bench = new();
        bench.Limits = bench.Limits with { SegmentLength = TimeSpan.FromSeconds(SegmentSeconds) };
        return bench;
    }

    private static long OperationsOfAGoodRun()
    {
        using RecordingBench bench = Bench();
        bench.Record(Seconds);
        return bench.Disk.Operations;
    }
}
