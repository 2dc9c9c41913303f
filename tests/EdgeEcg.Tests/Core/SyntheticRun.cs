using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core;

/// <summary>Feeds a synthetic ECG, perhaps disturbed on its way, to a <see cref="BeatFinder"/>.</summary>
internal sealed class SyntheticRun
{
    /// <summary>Changes one sample of both leads in place and says which leads are connected.</summary>
    public delegate uint Disturbance(double seconds, float[] microvolts);

    private const double ReadSeconds = 1;

    private readonly List<(Beat Beat, double TakenAtMs)> _beats = [];

    public SyntheticRun(
        SampleRate rate,
        SyntheticScript script,
        double seconds,
        SyntheticEcgSettings? settings = null,
        Disturbance? disturb = null)
    {
        settings ??= new SyntheticEcgSettings();
        Rate = rate;
        Finder = new BeatFinder(rate, 2, BeatWindow.Standard);
        Truth = new SyntheticTruth(rate, settings, script, seconds);
        SyntheticEcg ecg = new(rate, settings, script);
        float[] lead1 = new float[rate.Samples(1000 * ReadSeconds)];
        float[] lead2 = new float[lead1.Length];
        float[] microvolts = new float[2];

        // Two seconds more, so that the last beat comes out.
        while (ecg.NextSampleIndex / rate.Hz < seconds + 2)
        {
            long first = ecg.NextSampleIndex;
            ecg.Read(lead1, lead2);
            for (int i = 0; i < lead1.Length; i++)
            {
                (microvolts[0], microvolts[1]) = (lead1[i], lead2[i]);
                uint connected = ecg.IsLeadOff(first + i) ? 0 : uint.MaxValue;
                connected &= disturb?.Invoke((first + i) / rate.Hz, microvolts) ?? uint.MaxValue;
                Push(microvolts, connected);
            }
        }
    }

    public SampleRate Rate { get; }

    public BeatFinder Finder { get; }

    public SyntheticTruth Truth { get; }

    public IReadOnlyList<Beat> Beats => [.. _beats.Select(b => b.Beat)];

    /// <summary>From a beat's R peak going in to the beat coming out, in ms, at most.</summary>
    public double LongestDelayMs => _beats.Max(b => b.TakenAtMs - Rate.Milliseconds(b.Beat.SampleIndex));

    /// <summary>Found beat minus true one, in ms; none where no beat was found within 150 ms.</summary>
    public double? OffsetMs(SyntheticBeat truth)
    {
        double nearest = Beats.Select(b => Rate.Milliseconds(b.SampleIndex - truth.SampleIndex))
            .DefaultIfEmpty(double.MaxValue).MinBy(Math.Abs);
        return Math.Abs(nearest) <= 150 ? nearest : null;
    }

    /// <summary>When, in seconds, true beats of a stretch were not found.</summary>
    public IReadOnlyList<double> Missed(double fromSeconds, double toSeconds) =>
    [
        .. Truth.Beats
            .Where(b => !b.Obscured && IsWithin(b.SampleIndex, fromSeconds, toSeconds) && OffsetMs(b) is null)
            .Select(b => b.SampleIndex / Rate.Hz),
    ];

    /// <summary>When, in seconds, a beat was found in a stretch where there is none.</summary>
    public IReadOnlyList<double> Extra(double fromSeconds, double toSeconds) =>
    [
        .. Beats
            .Where(b => IsWithin(b.SampleIndex, fromSeconds, toSeconds) && !Truth.Beats.Any(
                t => Math.Abs(Rate.Milliseconds(t.SampleIndex - b.SampleIndex)) <= 150))
            .Select(b => b.SampleIndex / Rate.Hz),
    ];

    public bool IsWithin(long sampleIndex, double fromSeconds, double toSeconds) =>
        sampleIndex >= fromSeconds * Rate.Hz && sampleIndex < toSeconds * Rate.Hz;

    private void Push(float[] microvolts, uint connected)
    {
        Finder.Push(microvolts, connected);
        while (Finder.TryTake(out Beat beat))
        {
            _beats.Add((beat, Rate.Milliseconds(Finder.SamplesSeen)));
        }
    }
}
