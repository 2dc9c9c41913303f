using System.Globalization;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Events and alarms per hour, and whether annotated runs raise one. A run is three or more ventricular
/// beats of the reference in a row; it is found when an event of a run is no more than a second away from it.
/// Only what lies after minute 5 counts.
/// </summary>
public sealed class EventReport
{
    private const double LearningSeconds = 300;
    private const double MarginMs = 1000;
    private const double PauseMs = 2000;
    private const double RefractoryMs = 60_000;
    private const int BeatsInRun = 3;

    /// <summary>As the device takes the rate.</summary>
    private const int RateIntervals = 16;

    private static readonly HeartEventKind[] Alarms =
    [
        HeartEventKind.AbnormalRun, HeartEventKind.Pause, HeartEventKind.Bradycardia,
        HeartEventKind.Tachycardia,
    ];

    private static readonly HeartEventKind[] Episodes =
    [
        .. Alarms, HeartEventKind.IrregularRhythm, HeartEventKind.Bigeminy, HeartEventKind.AbnormalBurden,
    ];

    private readonly List<EventFigures> _records = [];

    public IReadOnlyList<EventFigures> Records => _records;

    /// <summary>Annotated runs that raised an alarm, of all there are; none where there are none.</summary>
    public double? RunsFound => _records.Sum(r => r.Runs) is > 0 and int runs
        ? (double)_records.Sum(r => r.RunsFound) / runs
        : null;

    /// <summary>
    /// Alarms per hour over the records in which the reference has no run and no pause; none where there are
    /// no such records.
    /// </summary>
    public double? AlarmsPerQuietHour => PerQuietHour(r => r.Alarms);

    /// <summary>The same without slow and fast rates that are there by the reference's own beats.</summary>
    public double? UntrueAlarmsPerQuietHour => PerQuietHour(r => r.Alarms - r.TrueRates);

    public void Add(
        string name,
        SampleRate rate,
        long sampleCount,
        IReadOnlyList<HeartHappening> told,
        IReadOnlyList<Annotation> reference)
    {
        long from = (long)(LearningSeconds * rate.Hz);
        Annotation[] beats = [.. reference.Where(a => a.Code.IsBeat && a.SampleIndex >= from)];
        HeartHappening[] counted = [.. told.Where(h => h.DecidedBySampleIndex >= from)];
        List<(long Start, long End)> runs = RunsOf(beats);
        int margin = rate.Samples(MarginMs);
        _records.Add(new EventFigures(
            name,
            (sampleCount - from) / rate.Hz / 3600,
            counted.Length,
            Alarms.Sum(kind => AlarmsOf([.. counted.Where(h => h.Kind == kind)], rate)),
            AlarmsOf([.. counted.Where(h => IsTrueRate(h, reference, rate))], rate),
            Episodes.ToDictionary(kind => kind, kind => counted.Count(h => h.Kind == kind)),
            runs.Count,
            runs.Count(run => counted.Any(h => h.Kind is HeartEventKind.AbnormalRun
                && h.SampleIndex <= run.End + margin && h.DecidedBySampleIndex >= run.Start - margin)),
            beats.Zip(beats.Skip(1)).Count(pair =>
                rate.Milliseconds(pair.Second.SampleIndex - pair.First.SampleIndex) >= PauseMs)));
    }

    public void Write(TextWriter destination)
    {
        destination.WriteLine(
            "record    hours  events  alarms  run  pause  slow  fast  irregular  bigeminy  burden"
            + "  runs  found  pauses");
        foreach (EventFigures r in _records)
        {
            destination.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Name,-9} {r.Hours,5:0.00}  {r.Events,6}  {r.Alarms,6}  "
                + $"{r[HeartEventKind.AbnormalRun],3}  {r[HeartEventKind.Pause],5}  "
                + $"{r[HeartEventKind.Bradycardia],4}  "
                + $"{r[HeartEventKind.Tachycardia],4}  {r[HeartEventKind.IrregularRhythm],9}  "
                + $"{r[HeartEventKind.Bigeminy],8}  {r[HeartEventKind.AbnormalBurden],6}  {r.Runs,4}  "
                + $"{r.RunsFound,5}  {r.Pauses,6}"));
        }

        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"alarms per hour, records without a run or a pause: {AlarmsPerQuietHour:0.00}"));
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"of them not slow or fast by the reference's own beats: {UntrueAlarmsPerQuietHour:0.00}"));
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"ventricular runs that raised one: {RunsFound * 100:0.0} % of {_records.Sum(r => r.Runs)}"));
    }

    private double? PerQuietHour(Func<EventFigures, int> count)
    {
        EventFigures[] quiet = [.. _records.Where(r => r is { Runs: 0, Pauses: 0 })];
        return quiet.Length == 0 ? null : quiet.Sum(count) / quiet.Sum(r => r.Hours);
    }

    // The device's own limits, applied to the last intervals of the reference.
    private static bool IsTrueRate(HeartHappening told, IReadOnlyList<Annotation> reference, SampleRate rate)
    {
        long until = told.DecidedBySampleIndex + rate.Samples(MarginMs);
        long[] beats = [.. reference.Where(a => a.Code.IsBeat && a.SampleIndex <= until)
            .TakeLast(RateIntervals + 1).Select(a => a.SampleIndex)];
        if (beats.Length <= RateIntervals)
        {
            return false;
        }

        double[] rrMs = [.. beats.Zip(beats.Skip(1), (a, b) => rate.Milliseconds(b - a)).Order()];
        double bpm = 60_000 / rrMs[rrMs.Length / 2];
        HeartLimits limits = HeartLimits.Default;
        return told.Kind switch
        {
            HeartEventKind.Bradycardia => bpm < limits.BradycardiaBpm,
            HeartEventKind.Tachycardia => bpm > limits.TachycardiaBpm,
            _ => false,
        };
    }

    // What comes again within the refractory time renews the alarm that is there.
    private static int AlarmsOf(HeartHappening[] told, SampleRate rate)
    {
        int refractory = rate.Samples(RefractoryMs);
        int alarms = 0;
        long last = long.MinValue / 2;
        foreach (HeartHappening happened in told)
        {
            alarms += happened.DecidedBySampleIndex - last > refractory ? 1 : 0;
            last = happened.DecidedBySampleIndex;
        }

        return alarms;
    }

    private static List<(long Start, long End)> RunsOf(Annotation[] beats)
    {
        List<(long Start, long End)> runs = [];
        for (int i = 0; i < beats.Length;)
        {
            int end = i;
            while (end < beats.Length && ReferenceBeats.ClassOf(beats[end].Code) is BeatClass.Ventricular)
            {
                end++;
            }

            if (end - i >= BeatsInRun)
            {
                runs.Add((beats[i].SampleIndex, beats[end - 1].SampleIndex));
            }

            i = Math.Max(end, i + 1);
        }

        return runs;
    }
}
