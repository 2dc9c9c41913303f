using EdgeEcg.Core.Qrs;

namespace EdgeEcg.Core;

/// <summary>
/// The whole way from samples to beats: conditioning, QRS detection, R peak, rhythm. Used, unchanged, by the
/// device, by offline analysis and by the trainer's data preparation. Samples enter one by one, so the beats
/// cannot depend on how a recording is cut into chunks; nothing is allocated after construction.
/// </summary>
public sealed class BeatFinder
{
    /// <summary>
    /// All beats are found and cut at this rate; it is the least at which a 40 Hz band is easy to
    /// interpolate.
    /// </summary>
    public static readonly SampleRate AnalysisRate = new(250);

    /// <summary>
    /// After a reconnection filters and electrode settle, and beats may be missed: intervals mean nothing.
    /// </summary>
    private const double SettlingMs = 2500;

    private readonly LeadConditioner[] _leads;
    private readonly QrsDetector _detector;
    private readonly FiducialPoint[] _fiducials;
    private readonly FiducialLead _fiducialLead;
    private readonly RhythmTracker _rhythm = new(AnalysisRate);
    private readonly BeatSegmenter _segmenter;
    private readonly BeatSurroundings _surroundings;
    private readonly Queue<RPeak> _uncut = new(16);
    private readonly Queue<Beat> _found = new(16);
    private readonly int _fiducialReach;
    private readonly float[] _analysisSample;
    private long _beats;
    private readonly double[] _lastDisconnectionOfLead;
    private double _lastDisconnection = double.NegativeInfinity;
    private double _lastBeat;

    /// <param name="input">125 to 8000 Hz.</param>
    /// <param name="leads">1 or more; the R peak is placed in the first that is connected.</param>
    /// <param name="window">What is cut around each R peak.</param>
    public BeatFinder(SampleRate input, int leads, BeatWindow window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(input.Hz, 125, nameof(input));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(input.Hz, 8000, nameof(input));
        _leads = [.. Enumerable.Range(0, leads).Select(_ => new LeadConditioner(input, AnalysisRate))];
        _fiducials = [.. _leads.Select(_ => new FiducialPoint(AnalysisRate))];
        _fiducialReach = _fiducials[0].FurthestSamples;
        _fiducialLead = new FiducialLead(leads);
        _lastDisconnectionOfLead = [.. _leads.Select(_ => double.NegativeInfinity)];
        _detector = new QrsDetector(AnalysisRate, leads, new QrsLimits());
        _segmenter = new BeatSegmenter(AnalysisRate, window);
        _surroundings = new BeatSurroundings(AnalysisRate, window);
        _analysisSample = new float[leads];
        Window = window;
        InputRate = input;
        LookAheadMs = AnalysisRate.Milliseconds(_fiducialReach) + Math.Max(
            _leads[0].ConversionDelayMs + AnalysisRate.Milliseconds(_detector.LookAheadSamples),
            _leads[0].DelayMs + AnalysisRate.Milliseconds(_segmenter.Needs(_fiducialReach)));
    }

    public SampleRate InputRate { get; }

    public BeatWindow Window { get; }

    public int Leads => _leads.Length;

    /// <summary>A beat comes out at the latest this long after its R peak went in.</summary>
    public double LookAheadMs { get; }

    /// <summary>Samples of each lead taken so far.</summary>
    public long SamplesSeen { get; private set; }

    /// <summary>Takes one sample of every lead; then ask <see cref="TryTake"/>.</summary>
    /// <param name="microvolts">One value per lead.</param>
    /// <param name="connected">Bit i is set while lead i has its electrodes on.</param>
    public void Push(ReadOnlySpan<float> microvolts, uint connected = uint.MaxValue)
    {
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            _leads[lead].Push(microvolts[lead]);
        }

        SamplesSeen++;
        while (TakeAnalysisSample())
        {
            NoteDisconnections(connected);
            _detector.Push(_analysisSample, connected);
            while (_detector.TryTake(out RPeak peak))
            {
                _uncut.Enqueue(peak);
            }

            CompleteBeats();
        }
    }

    /// <summary>
    /// Takes the next beat, in time order; it is there once its whole window has been seen.
    /// </summary>
    public bool TryTake(out Beat beat) => _found.TryDequeue(out beat);

    /// <summary>
    /// The waveform of a beat in one lead, in µV; ask before more than a second has been pushed after it.
    /// </summary>
    /// <param name="beat">A beat just taken.</param>
    /// <param name="lead">From 0.</param>
    /// <param name="microvolts">As many samples as <see cref="BeatWindow.Samples"/>.</param>
    public void CopyWaveform(in Beat beat, int lead, Span<float> microvolts) =>
        _segmenter.Cut(_leads[lead].Conditioned, beat.AnalysisIndex, microvolts);

    // A beat is made at a moment that depends on the samples alone, whenever the caller asks for it.
    private void CompleteBeats()
    {
        while (_uncut.TryPeek(out RPeak peak)
            && _leads[0].Conditioned.End >= _segmenter.Needs(peak.SampleIndex + _fiducialReach))
        {
            _uncut.Dequeue();
            _found.Enqueue(Complete(peak));
        }
    }

    private Beat Complete(RPeak peak)
    {
        double r = Locate(peak.SampleIndex);
        if (_lastDisconnection + AnalysisRate.Samples(SettlingMs) > _lastBeat)
        {
            _rhythm.Interrupt();
        }

        _lastBeat = r;
        return new Beat(
            _beats++, (long)Math.Round(_leads[0].InputTime(r)), r, _rhythm.Next(r), QualityOf(peak, r))
        {
            UsableLeads = UsableLeads(r),
        };
    }

    private bool TakeAnalysisSample()
    {
        bool taken = false;
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            taken = _leads[lead].TryTake(out _analysisSample[lead]);
        }

        return taken;
    }

    private void NoteDisconnections(uint connected)
    {
        double now = _leads[0].Conditioned.End;
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            if (((connected >> lead) & 1) == 0)
            {
                _lastDisconnectionOfLead[lead] = now;
            }
        }

        if ((connected & ((1u << _leads.Length) - 1)) == 0)
        {
            _lastDisconnection = now;
        }
    }

    private double Locate(double hump)
    {
        int lead = _fiducialLead.Next(_detector, UsableLeads(hump));
        return _fiducials[lead].Locate(_leads[lead].Conditioned, hump);
    }

    private uint UsableLeads(double r)
    {
        uint usable = 0;
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            bool isUsable = _lastDisconnectionOfLead[lead] + AnalysisRate.Samples(SettlingMs) <= r;
            usable |= isUsable ? 1u << lead : 0;
        }

        return usable;
    }

    private float QualityOf(RPeak peak, double r) =>
        peak.SampleIndex - AnalysisRate.Samples(Window.BeforeMs) <= _lastDisconnection
            ? 0
            : peak.Clarity * _surroundings.Quietness(_leads, (long)Math.Round(r));
}
