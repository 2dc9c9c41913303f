using EdgeEcg.Core;

namespace EdgeEcg.Monitor;

/// <summary>
/// The heart rate that is shown: the mean over the last eight intervals, and only while beats keep coming
/// from a signal that can be trusted. Where it is not valid there is none: never a zero, never an old value.
/// </summary>
public sealed class HeartRate
{
    private const int Intervals = 8;
    private const int IntervalsUntilValid = 4;

    /// <summary>A rate is about now: after this long without a good beat it is history.</summary>
    private const double ValidForMs = 4000;

    private readonly double[] _rrMs = new double[Intervals];
    private readonly SampleRate _rate;
    private int _count;
    private long _lastBeat;

    public HeartRate(SampleRate rate) => _rate = rate;

    public void Add(in Beat beat, bool trusted)
    {
        if (!trusted || beat.Rhythm.RrMs is not { } rrMs)
        {
            _count = 0;
            return;
        }

        _rrMs[_count++ % Intervals] = rrMs;
        _lastBeat = beat.SampleIndex;
    }

    /// <summary>Beats per minute; none while it is not valid.</summary>
    /// <param name="nowSampleIndex">The newest sample.</param>
    public double? Bpm(long nowSampleIndex)
    {
        if (_count < IntervalsUntilValid || _rate.Milliseconds(nowSampleIndex - _lastBeat) > ValidForMs)
        {
            return null;
        }

        int filled = Math.Min(_count, Intervals);
        double sum = 0;
        for (int i = 0; i < filled; i++)
        {
            sum += _rrMs[i];
        }

        return Math.Round(60_000 * filled / sum, 1);
    }
}
