using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Abnormal beats of the last minute. Many of them are told once; the episode ends when there are fewer than
/// half as many, so that a rate about the limit does not come and go.
/// </summary>
internal sealed class BurdenWatch
{
    private const double WindowMs = 60_000;

    private readonly int _limit;
    private readonly int _window;
    private readonly Queue<long> _abnormal;

    public BurdenWatch(SampleRate rate, int perMinute)
    {
        _limit = perMinute;
        _window = rate.Samples(WindowMs);
        _abnormal = new Queue<long>(perMinute + 1);
    }

    public bool IsPresent { get; private set; }

    /// <summary>True when this beat makes them many.</summary>
    public bool Note(long sampleIndex, bool isAbnormal)
    {
        while (_abnormal.TryPeek(out long oldest) && oldest <= sampleIndex - _window)
        {
            _abnormal.Dequeue();
        }

        if (isAbnormal)
        {
            if (_abnormal.Count == _limit)
            {
                _abnormal.Dequeue();
            }

            _abnormal.Enqueue(sampleIndex);
        }

        bool was = IsPresent;
        IsPresent = was ? _abnormal.Count >= _limit / 2 : _abnormal.Count >= _limit;
        return IsPresent && !was;
    }
}
