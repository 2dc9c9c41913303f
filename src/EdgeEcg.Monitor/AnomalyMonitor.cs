using EdgeEcg.Core;
using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Monitor;

/// <summary>
/// What happens to every sample: it is kept for strips, analysed, and where a judged beat amounts to an
/// event, the event is told with its strip to follow. Knows no clock, thread or network. Samples that the
/// chip lost are filled with the last value as if all electrodes were off, so that indexes stay true and
/// nothing is found there; strips mark them as missing.
/// </summary>
public sealed class AnomalyMonitor : IDisposable
{
    private const int Leads = 2;

    /// <summary>Signal that can still be exported, at least; half a megabyte at 500 SPS.</summary>
    private const double LeastRingMs = 120_000;

    /// <summary>
    /// A hole longer than this is not filled sample by sample: rhythm and filters have to start over anyway.
    /// </summary>
    private static readonly TimeSpan LongestFill = TimeSpan.FromMinutes(1);

    private readonly BeatAnalysis? _analysis;
    private readonly HeartEventDetector? _events;
    private readonly EventRecorder _recorder;
    private readonly StripCutter _strips;
    private readonly HeartRate _heartRate;
    private readonly MessageFactory _messages;
    private readonly AlarmBoard _alarms;
    private readonly long _longestFill;
    private readonly float[] _microvolts = new float[Leads];
    private readonly float[] _departure = new float[Leads * BeatWindow.Standard.Samples];
    private SampleFrame _last;
    private long _indexOffset;
    private long _heldFrom;
    private float _quality;
    private bool _leadsOff;

    /// <param name="rate">Of the samples.</param>
    /// <param name="package">The model; none: signal is kept, and nothing is looked for in it.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    /// <param name="heart">When rate and abnormal beats make an episode.</param>
    /// <param name="stripBeforeMs">Signal in a strip before its event.</param>
    /// <param name="stripAfterMs">Signal in a strip after it.</param>
    /// <param name="messages">Tells what happened.</param>
    /// <param name="alarms">Holds what it raises.</param>
    public AnomalyMonitor(
        SampleRate rate,
        ModelPackage? package,
        RhythmLimits limits,
        HeartLimits heart,
        double stripBeforeMs,
        double stripAfterMs,
        MessageFactory messages,
        AlarmBoard alarms)
    {
        _analysis = package is null ? null : new BeatAnalysis(rate, Leads, package, limits);
        _events = _analysis is null
            ? null
            : new HeartEventDetector(rate, Leads, heart, package!.Manifest, _analysis.Finder.LookAheadMs);
        _heartRate = new HeartRate(rate);
        double reachMs = stripBeforeMs + stripAfterMs + (_analysis?.Finder.LookAheadMs ?? 0) + limits.PauseMs;
        _recorder = new EventRecorder(Leads, rate.Samples(Math.Max(2 * reachMs, LeastRingMs)));
        _strips = new StripCutter(_recorder, rate.Samples(stripBeforeMs), rate.Samples(stripAfterMs));
        _messages = messages;
        _alarms = alarms;
        Technical = new TechnicalWatch(alarms, messages);
        _longestFill = (long)(LongestFill.TotalSeconds * rate.Hz);
    }

    /// <summary>Told of each beat; set it before the first sample.</summary>
    public IMonitorWatcher? Watcher { get; set; }

    /// <summary>Of a newly installed model; none: it is not new. Set before the first sample.</summary>
    public ModelTrial? Trial { get; set; }

    /// <summary>Conditions of the device, the electrodes among them.</summary>
    public TechnicalWatch Technical { get; }

    /// <summary>A beat is judged so long after its R peak, for the sake of its end; 0 without a model.
    /// </summary>
    public double LookAheadMs => _analysis?.Finder.LookAheadMs ?? 0;

    /// <summary>Beats found so far.</summary>
    public long Beats { get; private set; }

    /// <summary>Of those, beats that got a score.</summary>
    public long BeatsScored { get; private set; }

    /// <summary>Where the first scored beat was; past everything while there is none.</summary>
    public long FirstScoredSampleIndex { get; private set; } = long.MaxValue;

    /// <summary>Of those, abnormal ones.</summary>
    public long BeatsAbnormal { get; private set; }

    /// <summary>What is normal for this wearer; none without a model.</summary>
    public WearerBaseline? Baseline => _analysis?.Scorer.Baseline;

    /// <summary>Keeps the baseline across restarts; set it before the first sample.</summary>
    public BaselineKeeping? BaselineKeeping { get; set; }

    public bool IsLearning => _analysis is { Scorer.Baseline.IsReady: false };

    /// <summary>0 … 1, of the last beat.</summary>
    public float Quality => _quality;

    /// <summary>The newest sample.</summary>
    public SampleFrame Last => _last;

    /// <summary>Beats per minute; none while it is not valid.</summary>
    public double? HeartRateBpm => _heartRate.Bpm(_last.SampleIndex);

    /// <summary>The oldest sample that <see cref="TryCopy"/> can still give.</summary>
    public long OldestSampleIndex => Math.Max(_recorder.Start + _indexOffset, _heldFrom);

    /// <summary>Strips that were not cut because too many were waiting.</summary>
    public long StripsDropped => _strips.Dropped;

    /// <summary>An earlier stretch of this run.</summary>
    /// <returns>False where the ring does not hold all of it.</returns>
    public bool TryCopy(long start, int samples, out float[][] leads)
    {
        long first = start - _indexOffset;
        leads = [];
        if (start < OldestSampleIndex || first + samples > _recorder.End)
        {
            return false;
        }

        leads = [.. Enumerable.Range(0, Leads).Select(_ => new float[samples])];
        for (int lead = 0; lead < Leads; lead++)
        {
            _recorder.Copy(lead, first, leads[lead]);
        }

        return true;
    }

    public void Process(in SampleFrame frame)
    {
        FillGap(frame);
        _last = frame;
        _messages.NoteSample(frame.SampleIndex, frame.TimestampNs);
        _recorder.Append([frame.Lead1Microvolts, frame.Lead2Microvolts]);
        Analyse(frame.Lead1Microvolts, frame.Lead2Microvolts, frame.Connected);
        WatchLeads(frame);
        SendStrips(evenIfIncomplete: false);
    }

    /// <summary>The signal has ended: strips that still wait are sent with what there is.</summary>
    public void Finish() => SendStrips(evenIfIncomplete: true);

    public void Dispose() => _analysis?.Dispose();

    // Analysis and recorder count the samples they are given; a hole too long to fill shifts their count.
    private void FillGap(in SampleFrame frame)
    {
        long fill = Math.Min(frame.LostBefore, _longestFill);
        for (long i = 0; i < fill; i++)
        {
            _recorder.Append([float.NaN, float.NaN]);
            Analyse(_last.Lead1Microvolts, _last.Lead2Microvolts, connected: 0);
        }

        if (frame.LostBefore > fill)
        {
            _indexOffset += frame.LostBefore - fill;
            _heldFrom = frame.SampleIndex;
        }
    }

    private void Analyse(float lead1, float lead2, uint connected)
    {
        _microvolts[0] = lead1;
        _microvolts[1] = lead2;
        if (_analysis is null)
        {
            return;
        }

        _analysis.Push(_microvolts, connected);
        long begun = Trial?.Begin() ?? 0;
        while (_analysis.TryTake(out Beat beat, out BeatVerdict verdict))
        {
            Trial?.Take(beat.SampleIndex, verdict, begun);
            TakeBeat(beat, verdict);
            begun = Trial?.Begin() ?? 0;
        }

        _events!.Wait(_recorder.End - 1, connected != 0);
        TellHappenings();
    }

    private void TakeBeat(in Beat beat, in BeatVerdict verdict)
    {
        Beats++;
        BaselineKeeping?.NoteBeat(beat.SampleIndex);
        TellWatcher(beat, verdict);
        if (verdict.Score is not null && BeatsScored++ == 0)
        {
            FirstScoredSampleIndex = beat.SampleIndex;
        }

        BeatsAbnormal += verdict.Anomalous ? 1 : 0;
        _quality = beat.Quality;
        _heartRate.Add(beat, beat.Quality >= BeatScorer.LeastQuality);
        _events!.Judge(beat, verdict);
        TellHappenings();
        foreach (HeartEventKind kind in HeartEventCodes.Episodes)
        {
            EndUnless(_events.IsPresent(kind), HeartEventCodes.Of(kind), beat.SampleIndex);
        }

        Technical.Set(EventCodes.Noise, _events.IsUnreadable, null, beat.SampleIndex + _indexOffset);
    }

    private void TellHappenings()
    {
        while (_events!.TryTake(out HeartHappening happened))
        {
            Tell(HeartEvent.From(happened));
        }
    }

    private void TellWatcher(in Beat beat, in BeatVerdict verdict)
    {
        if (Watcher is null)
        {
            return;
        }

        ReadOnlySpan<float> departure = [];
        if (verdict.Reasons.HasFlag(BeatReasons.Morphology))
        {
            _analysis!.Scorer.CopyDeparture(_departure);
            departure = _departure;
        }

        Beat counted = beat with { SampleIndex = beat.SampleIndex + _indexOffset };
        Watcher.TakeBeat(counted, verdict, departure);
    }

    private void Tell(in HeartEvent happened)
    {
        EventId id = _messages.NextId();
        bool strip = _strips.TryAdd(id, happened.SampleIndex);
        HeartEvent real = happened with
        {
            SampleIndex = happened.SampleIndex + _indexOffset,
            DecidedBySampleIndex = happened.DecidedBySampleIndex + _indexOffset,
        };
        _messages.Send(id, real, strip, _last.SampleIndex);
        if (AlarmRules.TryFind(happened.Code, out AlarmRule rule))
        {
            _alarms.Raise(_messages.Alarm(id, real, _last.SampleIndex, rule.Text));
        }
    }

    private void WatchLeads(in SampleFrame frame)
    {
        bool off = frame.Connected == 0;
        if (off != _leadsOff)
        {
            _leadsOff = off;
            Technical.Set(EventCodes.LeadOff, off, null, frame.SampleIndex);
        }
    }

    private void EndUnless(bool present, string code, long sampleIndex)
    {
        if (!present && _alarms.IsPresent(code))
        {
            _alarms.End(code, _messages.TimeOf(sampleIndex + _indexOffset));
        }
    }

    private void SendStrips(bool evenIfIncomplete)
    {
        while (_strips.TryTake(evenIfIncomplete, out EventId id, out long eventIndex, out long start,
            out float[][] leads))
        {
            _messages.SendStrip(
                id, _messages.Stretch(start + _indexOffset, (int)(eventIndex - start), leads));
        }
    }
}
