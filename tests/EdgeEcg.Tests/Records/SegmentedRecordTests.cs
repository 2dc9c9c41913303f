using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Records.Recording;

namespace EdgeEcg.Tests.Records;

/// <summary>Records in several segments (WFDB header(5)), those of the device's recorder above all.</summary>
public sealed class SegmentedRecordTests
{
    private const int Missing = WfdbSignalReader.MissingCode;

    [Fact]
    public void What_the_recorder_writes_is_read_as_one_record_at_the_sample_numbers_of_the_messages()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 70);
        bench.Skip(seconds: 30);
        bench.Record(seconds: 30);
        bench.Restart("boot2");
        string path = Path.Combine(bench.Catalog().Recordings[0].Folder, "r000001");

        int[][] codes = RecordFolder.ReadAll(path);

        Assert.Equal(130 * RecordingBench.Hz, codes[0].Length);
        for (int sample = 0; sample < codes[0].Length; sample++)
        {
            bool gap = sample is >= 70 * RecordingBench.Hz and < 100 * RecordingBench.Hz;
            Assert.Equal(gap ? Missing : RecordingBench.Code1(sample), codes[0][sample]);
            Assert.Equal(gap ? Missing : RecordingBench.Code2(sample), codes[1][sample]);
        }
    }

    [Fact]
    public void Annotations_of_the_segments_count_from_the_start_of_the_whole()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 70);
        bench.Skip(seconds: 30);
        bench.Record(seconds: 30);
        bench.Restart("boot2");
        StoredRecording recording = bench.Catalog().Recordings[0];

        IReadOnlyList<Annotation> read =
            WfdbRecord.Open(Path.Combine(recording.Folder, "r000001")).ReadAnnotations("edg");

        Assert.Equal(
            recording.Segments.SelectMany(s => s.ReadAnnotations(out _)).Select(a => (a.SampleIndex, a.Code)),
            read.Select(a => (a.SampleIndex, a.Code)));
        Assert.Contains(read, a => a.SampleIndex > 100 * RecordingBench.Hz);
    }

    [Fact]
    public void A_recording_that_lost_its_first_segments_still_begins_at_sample_0()
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { MostBytes = 500_000 };
        bench.Record(seconds: 300);
        bench.Restart("boot2");
        StoredRecording recording = bench.Catalog().Recordings[0];

        int[][] codes = RecordFolder.ReadAll(Path.Combine(recording.Folder, "r000001"));

        int first = (int)recording.Span.First;
        Assert.True(first > 0);
        Assert.Equal(300 * RecordingBench.Hz, codes[0].Length);
        Assert.All(codes[0][..first], code => Assert.Equal(Missing, code));
        Assert.Equal(RecordingBench.Code1(first), codes[0][first]);
    }

    [Fact]
    public void The_header_of_an_earlier_run_is_kept_true_when_the_present_one_takes_its_room()
    {
        using RecordingBench bench = new();
        bench.Limits = bench.Limits with { MostBytes = 600_000 };
        bench.Record(seconds: 150);
        bench.Restart("boot2");
        bench.Record(seconds: 100);
        StoredRecording thinned = bench.Catalog().Recordings[0];

        WfdbHeader header = WfdbRecord.Open(Path.Combine(thinned.Folder, "r000001")).Header;

        Assert.Equal("boot1", thinned.Info.Boot);
        Assert.True(thinned.Segments[0].Files.Segment > 1);
        Assert.Equal(
            thinned.Segments.Select(s => s.Files.Name),
            header.Segments.Where(s => s is { Name: not null, SampleCount: > 0 }).Select(s => s.Name));
    }

    [Fact]
    public void A_header_left_behind_by_a_power_cut_between_eviction_and_header_is_put_right_by_the_next_run()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 150);
        bench.Restart("boot2");
        RecordedSegment first = bench.Catalog().Recordings[0].Segments[0];
        first.Files.All.ToList().ForEach(File.Delete);
        int[][] meanwhile = RecordFolder.ReadAll(Path.Combine(first.Files.Folder, "r000001"));

        bench.Record(seconds: 1);

        WfdbHeader header = WfdbRecord.Open(Path.Combine(first.Files.Folder, "r000001")).Header;
        Assert.Equal(150 * RecordingBench.Hz, meanwhile[0].Length);
        Assert.Equal(Missing, meanwhile[0][0]);
        Assert.Equal(RecordingBench.Code1(60 * RecordingBench.Hz), meanwhile[0][60 * RecordingBench.Hz]);
        Assert.DoesNotContain(header.Segments, s => s.Name == first.Files.Name);
        Assert.Equal(60 * RecordingBench.Hz, header.Segments[1].SampleCount);
    }

    [Fact]
    public void Segments_without_a_layout_have_the_signals_of_the_first_and_another_gain_is_converted()
    {
        using RecordFolder folder = new();
        folder.Lay("a", "a 1 360 3\na.dat 16 200 16 0 1 -32765 0 I\n", 1, 0, 2, 0, 0x00, 0x80);
        folder.Lay("b", "b 1 360 2\nb.dat 16 100(5) 16 0 1 -32758 0 I\n", 10, 0, 0x00, 0x80);
        File.WriteAllText(folder.File("r.hea"), "r/4 1 360 10\na 3\n~ 4\nb 2\n~ 1\n");

        int[][] codes = RecordFolder.ReadAll(folder.File("r"), step: 2);

        Assert.Equal(
            [1, 2, Missing, Missing, Missing, Missing, Missing, 10, Missing, Missing], codes[0]);
    }

    [Fact]
    public void With_a_layout_signals_go_by_their_name_and_may_be_absent()
    {
        using RecordFolder folder = new();
        File.WriteAllText(folder.File("l.hea"), "l 2 360 0\n~ 0 200 16 0 0 0 0 I\n~ 0 200 16 0 0 0 0 II\n");
        folder.Lay("a", "a 1 360 2\na.dat 16 200 16 0 1 15 0 II\n", 7, 0, 8, 0);
        folder.Lay(
            "b", "b 2 360 1\nb.dat 16 200 16 0 1 3 0 II\nb.dat 16 200 16 0 1 4 0 I\n", 3, 0, 4, 0);
        File.WriteAllText(folder.File("r.hea"), "r/3 2 360 3\nl 0\na 2\nb 1\n");

        int[][] codes = RecordFolder.ReadAll(folder.File("r"));

        Assert.Equal([Missing, Missing, 4], codes[0]);
        Assert.Equal([7, 8, 3], codes[1]);
    }

    [Theory]
    [InlineData("r/1 1 360 4\na 4\n", "a.hea: found 3 samples, expected 4")]
    [InlineData("r/1 1 250 3\na 3\n", "360")]
    [InlineData("r/1 1 360 3\nnested 3\n", "a segment in segments")]
    [InlineData("r/1 1 360 0\nl 0\n", "")]
    public void What_does_not_add_up_is_said(string header, string expected)
    {
        using RecordFolder folder = new();
        folder.Lay("a", "a 1 360 3\na.dat 16 200 16 0 1 6 0 I\n", 1, 0, 2, 0, 3, 0);
        File.WriteAllText(folder.File("nested.hea"), "nested/1 1 360 3\na 3\n");
        File.WriteAllText(folder.File("l.hea"), "l 1 360 0\n~ 0 200 16 0 0 0 0 I\n");
        File.WriteAllText(folder.File("r.hea"), header);

        if (expected.Length == 0)
        {
            Assert.Empty(RecordFolder.ReadAll(folder.File("r"))[0]);
            Assert.Throws<BadRecordException>(() => RecordFolder.ReadAll(folder.File("l")));
            return;
        }

        BadRecordException bad =
            Assert.Throws<BadRecordException>(() => RecordFolder.ReadAll(folder.File("r")));
        Assert.Contains(expected, bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_recordings_means_each_run_once_with_the_segment_that_is_still_open()
    {
        using RecordingBench bench = new();
        bench.Record(seconds: 130);
        bench.Restart("boot2");
        bench.Record(seconds: 70);
        bench.Unplug();
        string first = Path.Combine(bench.Recordings, "r000001");

        Assert.Equal(
            ["r000001.hea", "r000002.hea", "r000002_0002.hea"],
            RecordPaths.Expand([bench.Recordings]).Headers.Select(Path.GetFileName));
        Assert.Equal(
            ["r000001.hea"], RecordPaths.Expand([first]).Headers.Select(Path.GetFileName));
        Assert.Equal(
            ["r000001.hea"], RecordPaths.Expand(Directory.GetFiles(first)).Headers.Select(Path.GetFileName));
        Assert.Equal(
            ["r000001_0002.hea"],
            RecordPaths.Expand([Path.Combine(first, "r000001_0002")]).Headers.Select(Path.GetFileName));
    }
}
