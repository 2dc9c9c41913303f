using EdgeEcg.Core;
using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Records.Recording;

namespace EdgeEcg.Tests.Monitor.Commands;

/// <summary>What is found of a stretch in recordings that were cut, damaged, evicted or never made.</summary>
public sealed class RecordedStripsTests
{
    private const int Hz = RecordingBench.Hz;

    [Fact]
    public void A_stretch_over_two_segments_is_the_samples_that_were_recorded()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 130);
        bench.Restart("boot2");

        StripFound found = Find(bench, seconds: 20, start: 50 * Hz);

        Assert.Equal((50L * Hz, 20 * Hz, 0L, 0L), (
            found.Stretch.Start, found.Stretch.Samples, found.MissingSamples, found.DamagedSamples));
        AssertRecorded(found, 0, 20 * Hz);
    }

    [Fact]
    public void What_was_lost_within_a_stretch_is_marked_as_missing_and_counted()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 20);
        bench.Skip(seconds: 5);
        bench.Record(seconds: 20);
        bench.Skip(seconds: 20);
        bench.Record(seconds: 20);
        bench.Restart("boot2");

        StripFound found = Find(bench, seconds: 60, start: 15 * Hz);

        Assert.Equal(25L * Hz, found.MissingSamples);
        Assert.Equal(25 * Hz, found.Stretch.Leads[0].Count(float.IsNaN));
        Assert.Equal(25 * Hz, found.Stretch.Leads[1].Count(float.IsNaN));
        AssertRecorded(found, 0, 5 * Hz);
        AssertRecorded(found, 10 * Hz, 20 * Hz);
        AssertRecorded(found, 50 * Hz, 10 * Hz);
    }

    [Fact]
    public void The_open_segment_is_read_as_far_as_it_was_flushed_also_after_a_cut_at_any_byte()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 55);
        bench.Unplug();
        RecordedSegment segment = Assert.Single(Assert.Single(bench.Catalog().Recordings).Segments);
        byte[] whole = File.ReadAllBytes(segment.Files.Signals);
        Random random = new(20_264);

        for (int i = 0; i < 20; i++)
        {
            int cut = random.Next(20 * Hz * RecordingInfo.FrameBytes, whole.Length);
            File.WriteAllBytes(segment.Files.Signals, whole[..cut]);
            int there = Math.Min(60 * Hz, cut / RecordingInfo.FrameBytes) - (15 * Hz);

            StripFound found = Find(bench, seconds: 45, start: 15 * Hz);

            Assert.Equal((45 * Hz) - there, found.MissingSamples);
            AssertRecorded(found, 0, there);
        }
    }

    [Fact]
    public void A_damaged_block_is_given_and_counted_and_no_other()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 55);
        bench.Restart("boot2");
        RecordedSegment segment = bench.Catalog().Recordings[0].Segments[0];
        byte[] samples = File.ReadAllBytes(segment.Files.Signals);
        samples[25 * Hz * RecordingInfo.FrameBytes] ^= 0x10;
        File.WriteAllBytes(segment.Files.Signals, samples);

        StripFound found = Find(bench, seconds: 10, start: 21 * Hz);
        StripFound elsewhere = Find(bench, seconds: 10, start: 40 * Hz);

        Assert.InRange(found.DamagedSamples, 1, 10 * Hz);
        Assert.Equal(0, elsewhere.DamagedSamples);
    }

    [Fact]
    public void An_event_of_an_earlier_run_is_found_by_its_id_and_lies_in_the_middle()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 40);
        bench.Writer.Take(new RecordedEvent(30 * Hz, "bench.boot1.7", "pause", true));
        bench.Record(seconds: 40);
        bench.Restart("boot2");
        bench.Record(seconds: 20);
        bench.Restart("boot3");

        StripFound found = Find(bench, seconds: 10, happened: new EventId("bench", "boot1", 7));

        Assert.Equal(("boot1", 25L * Hz, 5 * Hz),
            (found.Stretch.BootId, found.Stretch.Start, found.Stretch.EventOffset));
        AssertRecorded(found, 0, 10 * Hz);
    }

    [Fact]
    public void A_wall_time_is_found_in_the_run_that_recorded_it()
    {
        using RecordingBench bench = new();
        DateTimeOffset began = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
        bench.Record(seconds: 30);
        bench.Writer.Take(new ClockReading(0, 0, began, ClockTrust.Synced));
        bench.Restart("boot2");
        bench.Record(seconds: 30);
        bench.Writer.Take(new ClockReading(0, 0, began.AddHours(1), ClockTrust.Synced));
        bench.Restart("boot3");

        StripFound first = Find(bench, seconds: 10, time: began.AddSeconds(5));
        StripFound second = Find(bench, seconds: 10, time: began.AddHours(1).AddSeconds(7));
        CommandRefusedException between = Assert.Throws<CommandRefusedException>(
            () => Find(bench, seconds: 10, time: began.AddMinutes(30)));

        Assert.Equal(("boot1", 5L * Hz, began.AddSeconds(5), ClockState.Synced),
            (first.Stretch.BootId, first.Stretch.Start, first.Stretch.StartTime, first.Stretch.Clock));
        Assert.Equal(("boot2", 7L * Hz), (second.Stretch.BootId, second.Stretch.Start));
        Assert.Equal(ReplyError.NotFound, between.Error);
        Assert.Contains("2026-01-31T12:30:00.000Z", between.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_made_room_and_what_never_was_are_told_apart()
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { MostBytes = 500_000 };
        bench.Record(seconds: 100);
        bench.Skip(seconds: 60);
        bench.Record(seconds: 150);
        bench.Restart("boot2");

        CommandRefusedException gone = Refusal(bench, start: 10 * Hz);
        CommandRefusedException later = Refusal(bench, start: 900 * Hz);
        CommandRefusedException other = Refusal(bench, start: 0, boot: "boot9");

        Assert.Equal(ReplyError.Evicted, gone.Error);
        Assert.Contains("made room", gone.Message, StringComparison.Ordinal);
        Assert.Equal(ReplyError.NotFound, later.Error);
        Assert.Contains("not written yet", later.Message, StringComparison.Ordinal);
        Assert.Equal(ReplyError.NotFound, other.Error);
        Assert.Contains("boot9", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_stretch_between_segments_was_not_evicted()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 30);
        bench.Skip(seconds: 60);
        bench.Record(seconds: 30);
        bench.Restart("boot2");

        CommandRefusedException lost = Refusal(bench, start: 50 * Hz);

        Assert.Equal(ReplyError.NotFound, lost.Error);
    }

    [Fact]
    public void Where_nothing_was_ever_recorded_it_is_said_whether_the_recorder_is_off()
    {
        using RecordingBench bench = new();

        CommandRefusedException on = Refusal(bench, start: 0);
        CommandRefusedException off = Assert.Throws<CommandRefusedException>(() =>
            Strips(bench, "recording:\n  enabled: false\n")
                .Find(new StripWanted(10, null, 0, null, null, null), "boot1"));

        Assert.Equal(ReplyError.NotFound, on.Error);
        Assert.Equal(ReplyError.Unsupported, off.Error);
        Assert.Contains("recording.enabled", off.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_minute_at_the_highest_rate_is_too_long_for_one_strip()
    {
        using RecordingBench bench = new();
        bench.Info = bench.Info with { Rate = new SampleRate(8000) };
        bench.Record(seconds: 1);
        bench.Restart("boot2");

        CommandRefusedException refused = Assert.Throws<CommandRefusedException>(
            () => Find(bench, seconds: 60, start: 0));

        Assert.Equal(ReplyError.BadRequest, refused.Error);
        Assert.Contains("fewer seconds", refused.Message, StringComparison.Ordinal);
    }

    private static RecordedStrips Strips(RecordingBench bench, string extra = "") =>
        new(ConfigurationFile.Parse(
            "the test's configuration",
            $"version: 1\ndevice:\n  id: bench\nmqtt:\n  host: 127.0.0.1\n"
            + $"storage:\n  folder: {bench.Folder}\n{extra}"));

    private static StripFound Find(
        RecordingBench bench, double seconds, long? start = null, DateTimeOffset? time = null,
        EventId? happened = null, string? boot = null) =>
        Strips(bench).Find(new StripWanted(seconds, time, start, boot, happened, null), "boot1");

    private static CommandRefusedException Refusal(RecordingBench bench, long start, string? boot = null) =>
        Assert.Throws<CommandRefusedException>(() => Find(bench, seconds: 10, start: start, boot: boot));

    private static void AssertRecorded(StripFound found, int from, int count)
    {
        for (int i = from; i < from + count; i++)
        {
            long sample = found.Stretch.Start + i;
            Assert.Equal(RecordingBench.Code1(sample) * 0.05, found.Stretch.Leads[0][i], 0.01);
            Assert.Equal(RecordingBench.Code2(sample) * 0.05, found.Stretch.Leads[1][i], 0.01);
        }
    }
}
