namespace EdgeEcg.Core.Qrs;

/// <summary>
/// Finds heartbeats, streaming, in one or more leads at any rate from 125 to 1000 Hz:
/// <list type="number">
/// <item>each lead's QRS envelope (<see cref="QrsEnvelope"/>), weighed by what the lead is worth
/// (<see cref="QrsFeature"/>);</item>
/// <item>a hump is a feature sample that dominates 100 ms to either side;</item>
/// <item>within the refractory period of a beat a hump can only replace it, by being larger;</item>
/// <item>a hump above a threshold between the running levels of beats and of noise is a beat (after P. S.
/// Hamilton and W. J. Tompkins, IEEE Trans Biomed Eng 1986), where the threshold is higher for
/// early humps;</item>
/// <item>a hump that is small and soon after a beat is its T wave;</item>
/// <item>when a beat is overdue, the largest waiting hump above a lower threshold is taken
/// (search-back).</item>
/// </list>
/// Whatever the input's chunks, the peaks are the same, because samples enter one by one. Nothing is
/// allocated after construction.
/// </summary>
public sealed class QrsDetector
{
    /// <summary>Humps within this distance of a larger one are part of it.</summary>
    private const double DominanceMs = 100;

    /// <summary>After a beat, search-back leaves the T wave of that beat alone.</summary>
    private const double SearchBackMarginMs = 400;

    /// <summary>With no beat for this long, what was learned about beats is doubtful.</summary>
    private const double RelearnMs = 6000;

    /// <summary>A hump under this share of a usual beat is never looked at.</summary>
    private const float LeastFeature = 0.03f;

    /// <summary>
    /// What is not taken for beats but is as high as they are is beats. Where every second one was refused
    /// as early, the level of noise would otherwise rise to theirs and keep it so. Of 0.5 to 0.8 on DS1.
    /// </summary>
    private const float MostNoise = 0.7f;

    private const int BeatsRemembered = 8;
    private const int MostWaiting = 16;
    private const long Never = -1;

    private readonly QrsLimits _limits;
    private readonly QrsFeature _feature;
    private readonly RunningMedian _beatHeights = new(BeatsRemembered);
    private readonly RunningMedian _noiseHeights = new(BeatsRemembered);
    private readonly RunningMedian _rrSamples = new(BeatsRemembered);
    private readonly Queue<RPeak> _found = new(MostWaiting);
    private readonly long[] _waiting = new long[MostWaiting];
    private readonly int _dominance;
    private readonly int _refractory;
    private readonly int _tWave;
    private readonly int _searchBackMargin;
    private readonly int _relearn;
    private readonly int _maximumWait;
    private readonly float _usualRrAtStart;
    private int _waitingCount;
    private long _scanned;
    private long _last = Never;
    private long _beforeLast = Never;
    private bool _lastIsReported = true;
    private long _lastEvidence;

    public QrsDetector(SampleRate rate, int leads, QrsLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate.Hz, 125, nameof(rate));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate.Hz, 1000, nameof(rate));
        ArgumentOutOfRangeException.ThrowIfLessThan(leads, 1);
        _limits = limits;
        _feature = new QrsFeature(rate, leads);
        _dominance = rate.Samples(DominanceMs);
        _refractory = rate.Samples(limits.RefractoryMs);
        _tWave = rate.Samples(limits.TWaveMs);
        _searchBackMargin = rate.Samples(SearchBackMarginMs);
        _relearn = rate.Samples(RelearnMs);
        _maximumWait = rate.Samples(limits.MaximumWaitMs);
        _usualRrAtStart = rate.Samples(800);
        _scanned = _dominance;
        LookAheadSamples = _feature.DelaySamples + _dominance + Math.Max(_refractory, _maximumWait);
    }

    /// <summary>What one lead is worth now: its usual beat over what is between beats.</summary>
    public float WorthOf(int lead) => _feature.WorthOf(lead);

    /// <summary>A peak is reported at the latest when this many samples after it have been pushed.</summary>
    public int LookAheadSamples { get; }

    /// <summary>The usual RR interval: the median of the last eight, 800 ms before there are any.</summary>
    public float UsualRrSamples => _rrSamples.Count == 0 ? _usualRrAtStart : _rrSamples.Value;

    private float Signal => _beatHeights.Count == 0 ? 0.9f : _beatHeights.Value;

    private float Noise => _noiseHeights.Count == 0 ? 0.05f
        : Math.Min(_noiseHeights.Value, MostNoise * Signal);

    /// <summary>Takes one sample of every lead; then ask <see cref="TryTake"/>.</summary>
    /// <param name="microvolts">One value per lead.</param>
    /// <param name="connected">Bit i is set while lead i has its electrodes on.</param>
    public void Push(ReadOnlySpan<float> microvolts, uint connected = uint.MaxValue)
    {
        if (!_feature.Push(microvolts, connected))
        {
            return;
        }

        for (; _scanned < _feature.End - _dominance; _scanned++)
        {
            if (IsHump(_scanned))
            {
                Judge(_scanned);
            }
        }

        SearchBack();
        ReportLast();
        if (_scanned - _lastEvidence > _relearn)
        {
            _feature.Relearn();
            _lastEvidence = _scanned;
        }
    }

    /// <summary>Takes the next peak, in time order.</summary>
    public bool TryTake(out RPeak peak) => _found.TryDequeue(out peak);

    private bool IsHump(long index)
    {
        float height = _feature[index];
        if (height < LeastFeature)
        {
            return false;
        }

        for (int offset = 1; offset <= _dominance; offset++)
        {
            if (_feature[index - offset] >= height || _feature[index + offset] > height)
            {
                return false;
            }
        }

        return true;
    }

    private void Judge(long hump)
    {
        float height = _feature[hump];
        if (_last != Never && hump - _last < _refractory)
        {
            if (height > _feature[_last] && !_lastIsReported)
            {
                _last = hump;
            }

            return;
        }

        bool tWave = _last != Never && hump - _last < _tWave && height < _limits.TWaveShare * _feature[_last];
        if (!tWave && height > Threshold(_limits.ThresholdShare) * Earliness(hump))
        {
            Accept(hump);
            return;
        }

        _noiseHeights.Add(height);
        if (!tWave)
        {
            Wait(hump);
        }
    }

    private float Threshold(float share) => Noise + share * (Signal - Noise);

    // 1 for a hump in time; 1.7 would be asked of one right after a beat.
    private float Earliness(long hump)
    {
        if (_last == Never)
        {
            return 1;
        }

        double missingShare = _limits.EarlyRr - (hump - _last) / UsualRrSamples;
        return 1 + (float)Math.Max(0, missingShare);
    }

    private void Accept(long hump)
    {
        ReportLast(force: true);
        if (_last != Never)
        {
            _rrSamples.Add(hump - _last);
        }

        _beforeLast = _last;
        _last = hump;
        _lastIsReported = false;
        _lastEvidence = hump;
        _beatHeights.Add(_feature[hump]);
        _waitingCount = 0;
    }

    // A beat is certain once its refractory period is over: nothing can replace it any more.
    private void ReportLast(bool force = false)
    {
        if (_lastIsReported || (!force && _scanned - _last <= _refractory))
        {
            return;
        }

        _lastIsReported = true;
        _found.Enqueue(new RPeak(Vertex(_last), _feature[_last], _feature.Clarity));
        if (_beforeLast != Never)
        {
            _feature.Learn(_last, _beforeLast);
        }
    }

    private void Wait(long hump)
    {
        if (_waitingCount == MostWaiting)
        {
            RemoveWaiting(1);
        }

        _waiting[_waitingCount++] = hump;
    }

    // Overdue: the next beat is late, so a hump that waits may be it. Lonely: a hump's time is up and no beat
    // has come since or is coming, as after a small premature beat; were it a P wave, its QRS would follow.
    private void SearchBack()
    {
        if (_last == Never || _waitingCount == 0)
        {
            return;
        }

        bool overdue = _scanned - _last >= _limits.SearchBackRr * UsualRrSamples;
        bool lonely = _scanned - _waiting[0] > _maximumWait && !IsBeatComing();
        if (overdue)
        {
            TakeLargestWaiting(Threshold(_limits.SearchBackShare));
        }
        else if (lonely)
        {
            TakeLargestWaiting(Threshold(_limits.LonelyShare));
        }

        while (_waitingCount > 0 && _scanned - _waiting[0] > _maximumWait)
        {
            RemoveWaiting(1);
        }
    }

    // The newest feature samples cannot be humps yet, but that a beat rises in them can be seen.
    private bool IsBeatComing()
    {
        for (long at = _scanned; at < _feature.End; at++)
        {
            if (_feature[at] > Threshold(_limits.ThresholdShare) * Earliness(at))
            {
                return true;
            }
        }

        return false;
    }

    private void TakeLargestWaiting(float threshold)
    {
        int best = -1;
        for (int i = 0; i < _waitingCount; i++)
        {
            bool possible = _waiting[i] - _last >= _searchBackMargin && _feature[_waiting[i]] > threshold;
            if (possible && (best < 0 || _feature[_waiting[i]] > _feature[_waiting[best]]))
            {
                best = i;
            }
        }

        if (best >= 0)
        {
            Accept(_waiting[best]);
        }
    }

    private void RemoveWaiting(int count)
    {
        _waiting.AsSpan(count, _waitingCount - count).CopyTo(_waiting);
        _waitingCount -= count;
    }

    // The vertex of the parabola through the hump and its neighbours.
    private double Vertex(long hump)
    {
        float before = _feature[hump - 1];
        float after = _feature[hump + 1];
        float curvature = before - 2 * _feature[hump] + after;
        return curvature < 0 ? hump + 0.5 * (before - after) / curvature : hump;
    }
}
