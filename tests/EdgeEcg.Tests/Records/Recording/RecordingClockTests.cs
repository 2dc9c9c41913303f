using EdgeEcg.Records.Recording;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>Samples are dated by what is known of the clock at last, not by what it said then.</summary>
public sealed class RecordingClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_late_synchronisation_dates_what_was_recorded_before_it()
    {
        using RecordingBench bench = new();
        bench.Writer.Take(new ClockReading(0, 0, DateTimeOffset.UnixEpoch, ClockTrust.Unset));
        bench.Record(seconds: 100);
        DateTimeOffset? unset = bench.Catalog().Recordings[0].StartTime;

        bench.Writer.Take(new ClockReading(bench.Next * 2_000_000, bench.Next, Noon, ClockTrust.Synced));
        bench.Record(seconds: 10);
        bench.Restart("boot2");

        StoredRecording recording = bench.Catalog().Recordings[0];
        Assert.Null(unset);
        Assert.Equal(Noon.AddSeconds(-100), recording.StartTime);
        Assert.Equal(ClockTrust.Synced, recording.ClockAt(0));
        Assert.Equal(50 * RecordingBench.Hz, recording.SampleAt(Noon.AddSeconds(-50)));
        string master = File.ReadAllText(Path.Combine(recording.Folder, "r000001.hea"));
        Assert.Contains(" 11:58:20.000 31/01/2026", master, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3652)]
    [InlineData(-3652)]
    public void A_clock_that_jumps_ten_years_moves_no_sample_and_evicts_nothing(int days)
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { LongestSignal = TimeSpan.FromDays(31) };
        bench.Writer.Take(new ClockReading(0, 0, Noon, ClockTrust.Synced));
        bench.Record(seconds: 100);

        bench.Time.JumpWallClock(TimeSpan.FromDays(days));
        long now = bench.Next;
        bench.Writer.Take(new ClockReading(
            now * 2_000_000, now, Noon.AddSeconds(100).AddDays(days), ClockTrust.Holdover));
        bench.Record(seconds: 100);
        bench.Restart("boot2");

        StoredRecording recording = bench.Catalog().Recordings[0];
        Assert.Equal((200 * RecordingBench.Hz, 0, 0), bench.Compare(recording));
        Assert.Equal(Noon, recording.StartTime);
        Assert.Equal(Noon.AddSeconds(150), recording.TimeOf(150 * RecordingBench.Hz));
    }
}
