using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// A record as the device judges it: every beat with its verdict, and what the beats amount to.
/// </summary>
internal sealed class JudgedRecord
{
    private const double HeldMs = 2000;

    private readonly RunLog _runs;

    private JudgedRecord(WfdbRecord record, IReadOnlyList<string> leads, long sampleCount)
    {
        (Record, LeadNames, SampleCount) = (record, leads, sampleCount);
        _runs = new RunLog(record.Header.SampleRate.Hz);
        NotJudged = new TimeBins(sampleCount);
    }

    public WfdbRecord Record { get; }

    public SampleRate Rate => Record.Header.SampleRate;

    public IReadOnlyList<string> LeadNames { get; }

    public long SampleCount { get; }

    public TimeSpan Length => TimeSpan.FromSeconds(SampleCount / Rate.Hz);

    /// <summary>In order of time.</summary>
    public List<JudgedBeat> Beats { get; } = [];

    /// <summary>In order of time.</summary>
    public List<HeartEvent> Events { get; } = [];

    /// <summary>Three or more abnormal beats in a row, in order of time.</summary>
    public IReadOnlyList<AbnormalRun> Runs => _runs.Runs;

    /// <summary>When no electrode was on, or the signal was noise.</summary>
    public TimeBins NotJudged { get; }

    /// <summary>Samples without any lead.</summary>
    public long SamplesOff { get; private set; }

    /// <exception cref="BadRecordException">The record cannot be read to its end.</exception>
    public static JudgedRecord Of(WfdbRecord record, ModelPackage package, CancellationToken cancellation)
    {
        if (record.Header.SampleRate.Hz is < 125 or > 8000)
        {
            throw BadRecordException.InFile(
                record.HeaderPath, $"{record.Header.SampleRate}", "a sample rate from 125 to 8000 Hz");
        }

        using LeadReader reader = new(record);
        JudgedRecord judged = new(record, reader.Names, reader.SampleCount);
        judged.Judge(reader, package, cancellation);
        return judged;
    }

    /// <summary>On the wall clock where the record tells it, or else since its start.</summary>
    public string TimeOf(long sampleIndex)
    {
        TimeSpan since = TimeSpan.FromSeconds(Math.Floor(sampleIndex / Rate.Hz));
        return Record.Header.BaseTime is { } start
            ? TimeOnly.FromTimeSpan(TimeSpan.FromTicks((start + since).Ticks % TimeSpan.TicksPerDay))
                .ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)
            : $"{(int)since.TotalHours:00}:{since.Minutes:00}:{since.Seconds:00}";
    }

    private void Judge(LeadReader reader, ModelPackage package, CancellationToken cancellation)
    {
        using BeatAnalysis analysis = new(reader.Rate, reader.Leads, package, RhythmLimits.Default);
        HeartEventDetector detector = new(
            reader.Rate, reader.Leads, HeartLimits.Default, package.Manifest, analysis.Finder.LookAheadMs);
        HeartRate heartRate = new(reader.Rate);
        Span<float> microvolts = stackalloc float[LeadReader.MostLeads];
        microvolts = microvolts[..reader.Leads];
        while (reader.Next(microvolts, out uint connected))
        {
            if (connected == 0)
            {
                SamplesOff++;
                NotJudged.Mark(analysis.Finder.SamplesSeen);
            }

            analysis.Push(microvolts, connected);
            Take(analysis, detector, heartRate);
            detector.Wait(analysis.Finder.SamplesSeen - 1, connected != 0);
            TakeEvents(detector);
            cancellation.ThrowIfCancellationRequested();
        }

        for (int i = 0; i < reader.Rate.Samples(HeldMs); i++)
        {
            analysis.Push(microvolts);
            Take(analysis, detector, heartRate);
        }

        _runs.End(Beats);
    }

    private void Take(BeatAnalysis analysis, HeartEventDetector detector, HeartRate heartRate)
    {
        while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
        {
            // What is found in the held values after the end is no beat.
            if (beat.SampleIndex >= SampleCount)
            {
                continue;
            }

            heartRate.Add(beat, beat.Quality >= BeatScorer.LeastQuality);
            Beats.Add(new JudgedBeat(beat, verdict, heartRate.Bpm(beat.SampleIndex)));
            if (Beats[^1].IsNoise)
            {
                NotJudged.Mark(beat.SampleIndex);
            }

            detector.Judge(beat, verdict);
            TakeEvents(detector);
            _runs.Note(Beats, detector.IsPresent(HeartEventKind.AbnormalRun) ? LastRunBegan : null);
        }
    }

    private long LastRunBegan =>
        Events.FindLast(happened => happened.Code == EventCodes.AbnormalRun).SampleIndex;

    private void TakeEvents(HeartEventDetector detector)
    {
        while (detector.TryTake(out HeartHappening happened))
        {
            Events.Add(HeartEvent.From(happened));
        }
    }
}
