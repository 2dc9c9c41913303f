using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Records.Recording;

namespace EdgeEcg.Tests.Monitor;

/// <summary>The recorder's own thread, fed as the monitor feeds it.</summary>
public sealed class RecorderTests
{
    private const int Hz = RecordingBench.Hz;

    [Fact]
    public void Samples_beats_events_and_lost_leads_are_in_the_recording_when_it_ends()
    {
        using RecordingBench bench = new();
        using (Recorder recorder = new(bench.Writer, new SampleRate(Hz), producerWaits: true))
        {
            recorder.Start();
            Feed(recorder, 0, 20 * Hz, connected: 3);
            Feed(recorder, 20 * Hz, 22 * Hz, connected: 2);
            recorder.TakeBeat(new Beat(1, 5 * Hz, 0, default, 1), default, []);
            recorder.TakeEvent(
                new EventId("bench", "boot1", 3),
                new HeartEvent(
                    EventCodes.Pause, EventKind.Physiological, EventPriority.Medium, 6 * Hz, 6 * Hz, null,
                    null, BeatReasons.Pause, 1));
        }

        StoredRecording recording = Assert.Single(bench.Catalog().Recordings);
        Assert.Equal((22 * Hz, 0, 0), bench.Compare(recording));
        Annotation[] notes = [.. Assert.Single(recording.Segments).ReadAnnotations(out _)];
        Assert.Equal(
            [AnnotationCode.Normal, AnnotationCode.Note, AnnotationCode.SignalQuality],
            notes.Select(n => n.Code));
        Assert.Equal(0x11, notes[2].Subtype);
        Assert.True(recording.Segments[0].IsLocked);
    }

    [Fact]
    public void A_disk_that_does_not_keep_up_costs_counted_samples_and_never_the_caller()
    {
        using RecordingBench bench = new();
        using Recorder recorder = new(bench.Writer, new SampleRate(Hz), producerWaits: false);

        // The thread is not started: to the caller this is a disk that hangs.
        Feed(recorder, 0, 100 * Hz, connected: 3);

        Assert.Equal(40 * Hz, recorder.Counters.SamplesLost);
    }

    [Fact]
    public void The_hand_over_allocates_nothing_per_sample()
    {
        using RecordingBench bench = new();
        using Recorder recorder = new(bench.Writer, new SampleRate(Hz), producerWaits: false);
        Feed(recorder, 0, Hz, connected: 3);
        SampleFrame[] batch = [.. Enumerable.Range(Hz, 100).Select(i => Frame(i, 3))];

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            recorder.TakeSamples(batch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Feed(Recorder recorder, long from, long to, uint connected)
    {
        for (long i = from; i < to; i++)
        {
            recorder.TakeSamples([Frame(i, connected)]);
        }
    }

    private static SampleFrame Frame(long i, uint connected) => new(i, i * 2_000_000, 0, 0, 0, connected)
    {
        Channel1Code = RecordingBench.Code1(i),
        Channel2Code = RecordingBench.Code2(i),
    };
}
