using EdgeEcg.Ads1292;
using EdgeEcg.Monitor;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Monitor.Commands;
using EdgeEcg.Tests.Records.Recording;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor;

/// <summary>The device's own recording, analysed as a technician would.</summary>
public sealed class RecordingAnalysisTests
{
    private const int Hz = 500;

    [Fact]
    public void A_recording_in_segments_is_analysed_as_one_and_beats_stand_where_the_device_found_them()
    {
        using TemporaryFolder target = new();
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, "recording:\n  segment_s: 10\n");
        device.WaitForSample(120 * Hz);
        device.Stop();
        StoredRecording recording = Only(device);

        RecordSummary summary = Analyse(recording, target.Path);

        Annotation[] told = [.. recording.Segments.SelectMany(s => s.ReadAnnotations(out _))
            .Where(a => a.Code.IsBeat)];
        Annotation[] found = Beats(target.Path);
        Assert.True(recording.Segments.Count >= 12);
        Assert.Equal(TimeSpan.Zero, summary.Missing);
        Assert.InRange(found.Length, told.Length - 3, told.Length + 3);
        Assert.True(found.Count(a => told.Any(b => Math.Abs(b.SampleIndex - a.SampleIndex) <= 2))
            >= 0.97 * found.Length);
    }

    [Fact]
    public void Where_segments_are_gone_there_is_unreadable_time_and_no_beat()
    {
        using TemporaryFolder target = new();
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, "recording:\n  segment_s: 10\n");
        device.WaitForSample(120 * Hz);
        device.Stop();
        foreach (RecordedSegment segment in Only(device).Segments.Skip(6).Take(2))
        {
            segment.Files.All.ToList().ForEach(File.Delete);
        }

        RecordSummary summary = Analyse(Only(device), target.Path);

        (long from, long to) = (60 * Hz, 80 * Hz);
        Annotation[] marks = [.. AnnotationFile.Read(EdgFile(target.Path), new(Hz))
            .Where(a => a.Code == AnnotationCode.SignalQuality)];
        Annotation[] beats = Beats(target.Path);
        Assert.Equal(TimeSpan.FromSeconds(20), summary.Missing);
        Assert.Equal([from, to], marks.Select(a => a.SampleIndex));
        Assert.NotEqual(0, marks[0].Subtype);
        Assert.Equal(0, marks[1].Subtype);
        Assert.DoesNotContain(beats, a => a.SampleIndex >= from && a.SampleIndex < to);
        Assert.Contains(beats, a => a.SampleIndex < from);
        Assert.Contains(beats, a => a.SampleIndex > to + (5 * Hz));
    }

    [Fact]
    public void A_replayed_recording_has_its_electrodes_off_in_the_gaps()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 70);
        bench.Skip(seconds: 30);
        bench.Record(seconds: 30);
        bench.Restart("boot2");
        string path = Path.Combine(bench.Catalog().Recordings[0].Folder, "r000001");
        using RecordSource source = new(WfdbRecord.Open(path), new(Hz));
        int off = 0;

        for (long sample = 0; sample < source.LengthSamples; sample++)
        {
            source.Read(sample, out _, out _, out Electrodes electrodes);
            off += electrodes == Electrodes.BothChannels ? 1 : 0;
        }

        Assert.InRange(off, (30 * Hz) - 20, (30 * Hz) + 20);
    }

    private static StoredRecording Only(MonitorAtBroker device) =>
        Assert.Single(RecordingCatalog.Read(Path.Combine(device.Folder, "recordings")).Recordings);

    private static RecordSummary Analyse(StoredRecording recording, string folder) =>
        new RecordAnalysis(DefaultModel.Load(), RhythmLimits.Default)
            .Run(WfdbRecord.Open(Path.Combine(recording.Folder, recording.Name)), folder);

    private static string EdgFile(string folder) => Path.Combine(folder, "r000001.edg");

    private static Annotation[] Beats(string folder) =>
        [.. AnnotationFile.Read(EdgFile(folder), new(Hz)).Where(a => a.Code.IsBeat)];
}
