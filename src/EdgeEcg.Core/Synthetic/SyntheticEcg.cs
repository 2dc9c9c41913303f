using System.Diagnostics;

namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// An endless two-lead ECG of which the truth is known (<see cref="SyntheticTruth"/>): the beats of a rhythm,
/// each a sum of Gaussian waves, and the disturbances of the script on top. The signal is a function of time,
/// so the sample rate and the cutting into chunks change nothing. Not thread-safe; allocates nothing after
/// construction.
/// </summary>
public sealed class SyntheticEcg
{
    // Reading goes in steps this short, so that only few beats can reach into one step.
    private const double StepMs = 250;

    // A beat reaches about 0.9 s at most; at 0.25 s between beats in a step of 0.25 s no more than 5 overlap.
    private const int MostOverlappingBeats = 16;

    // No P wave starts earlier than this before its R peak.
    private const double EarliestWaveSeconds = 0.4;

    private readonly SyntheticWearer _wearer;
    private readonly SyntheticRhythm _rhythm;
    private readonly SignalDisturbance _disturbance;
    private readonly SyntheticScript _script;
    private readonly int _stepSamples;
    private readonly PlannedBeat[] _beats = new PlannedBeat[MostOverlappingBeats];
    private int _beatCount;

    /// <param name="rate">125 to 8000 samples per second per lead.</param>
    public SyntheticEcg(SampleRate rate, SyntheticEcgSettings settings, SyntheticScript script)
    {
        Rate = rate;
        _script = script;
        _wearer = new SyntheticWearer(settings.Seed);
        _rhythm = new SyntheticRhythm(_wearer, script, settings.Seed);
        _disturbance = new SignalDisturbance(settings, script, _wearer.BreathsPerSecond, rate);
        _stepSamples = Math.Max(1, rate.Samples(StepMs));
    }

    public SampleRate Rate { get; }

    /// <summary>The index of the sample that the next <see cref="Read"/> starts with.</summary>
    public long NextSampleIndex { get; private set; }

    /// <summary>Fills both spans, of equal length, with the next samples in microvolts.</summary>
    public void Read(Span<float> lead1, Span<float> lead2)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lead2.Length, lead1.Length);
        while (!lead1.IsEmpty)
        {
            int count = Math.Min(_stepSamples, lead1.Length);
            ReadStep(lead1[..count], lead2[..count]);
            NextSampleIndex += count;
            lead1 = lead1[count..];
            lead2 = lead2[count..];
        }
    }

    /// <summary>Whether an electrode is off at this sample: the chip's lead-off status bits.</summary>
    public bool IsLeadOff(long sampleIndex) => _script.IsLeadOff(sampleIndex / Rate.Hz);

    private void ReadStep(Span<float> lead1, Span<float> lead2)
    {
        lead1.Clear();
        lead2.Clear();
        ForgetBeatsBefore(NextSampleIndex / Rate.Hz);
        PlanBeatsUntil((NextSampleIndex + lead1.Length) / Rate.Hz);
        foreach (ref readonly PlannedBeat beat in _beats.AsSpan(0, _beatCount))
        {
            BeatShape shape = _wearer.ShapeOf(beat.Class);
            shape.Add(beat.PeakSeconds, beat.Stretch, beat.Gain, Rate, NextSampleIndex, lead1, lead2);
        }

        _disturbance.Apply(NextSampleIndex, lead1, lead2);
    }

    private void ForgetBeatsBefore(double seconds)
    {
        int over = 0;
        while (over < _beatCount && EndSeconds(_beats[over]) < seconds)
        {
            over++;
        }

        _beatCount -= over;
        Array.Copy(_beats, over, _beats, 0, _beatCount);
    }

    private void PlanBeatsUntil(double seconds)
    {
        while (_beatCount == 0 || _beats[_beatCount - 1].PeakSeconds - EarliestWaveSeconds < seconds)
        {
            Debug.Assert(_beatCount < MostOverlappingBeats, "more beats overlap than a heart can make");
            _beats[_beatCount++] = _rhythm.Next();
        }
    }

    private double EndSeconds(PlannedBeat beat) =>
        beat.PeakSeconds + (_wearer.ShapeOf(beat.Class).EndsAfterPeakMs * Math.Max(1, beat.Stretch) / 1000);
}
