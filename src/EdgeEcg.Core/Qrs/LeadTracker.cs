namespace EdgeEcg.Core.Qrs;

/// <summary>
/// What one lead is worth right now. It follows the lead's usual height at beats and the usual level between
/// them; their ratio is the lead's weight. A lead whose last moments are far above its usual beat (electrode
/// motion) or far below it (electrode off, lead flat) loses weight at once, long before the slow estimates
/// notice.
/// </summary>
internal sealed class LeadTracker
{
    /// <summary>The recent past that is compared with the usual: at 40 bpm it still holds one beat.</summary>
    private const int BlocksInView = 15;

    /// <summary>
    /// Before four beats are known, the window maxima of up to 16 half seconds stand in for beat heights.
    /// </summary>
    private const int BlocksPerWindowMaximum = 5;

    private const int BeatsUntilTrusted = 4;
    private const int BeatsRemembered = 8;

    /// <summary>
    /// A lead that never exceeds this at beats is not better than its noise (the chip's is 1 µV rms).
    /// </summary>
    private const float LeastLevelMicrovolts = 20;

    /// <summary>Keeps the weight finite on a noiseless lead.</summary>
    private const float NoiseFloorMicrovolts = 3;

    /// <summary>
    /// Excess above 1.4 usual beats costs weight quadratically, and so does falling short of 0.8.
    /// </summary>
    private const float ExcessShare = 1.4f;

    private const float ShortfallShare = 0.8f;

    /// <summary>The recent mean counts half as noise, because it contains the beats themselves.</summary>
    private const float RecentMeanShare = 0.5f;

    /// <summary>Beats reach this far to either side.</summary>
    private const double QrsReachMs = 80;

    /// <summary>The level between beats is taken this far away from them.</summary>
    private const double GapMarginMs = 120;

    /// <summary>Longer intervals are gaps in the signal, not in the rhythm.</summary>
    private const double LongestGapMs = 3000;

    /// <summary>
    /// Envelope values above this many usual beats are cut off, so that one lead cannot shout down the other.
    /// </summary>
    private const float Ceiling = 1.7f;

    private readonly SignalRing _envelope;
    private readonly float[] _blockMaxima = new float[BlocksInView];
    private readonly float[] _blockMeans = new float[BlocksInView];
    private readonly RunningMedian _windowMaxima = new(16);
    private readonly RunningMedian _beatHeights = new(BeatsRemembered);
    private readonly RunningMedian _gapMeans = new(BeatsRemembered);
    private readonly int _qrsReach;
    private readonly int _gapMargin;
    private readonly int _longestGap;
    private long _blocks;

    public LeadTracker(SampleRate rate)
    {
        _envelope = new SignalRing(rate.Samples(LongestGapMs + 1500));
        _qrsReach = rate.Samples(QrsReachMs);
        _gapMargin = rate.Samples(GapMarginMs);
        _longestGap = rate.Samples(LongestGapMs);
    }

    /// <summary>Envelope height of a usual beat, in µV.</summary>
    public float LevelMicrovolts { get; private set; } = LeastLevelMicrovolts;

    /// <summary>
    /// Usual beat over usual level between beats, less what speaks against the lead right now.
    /// </summary>
    public float SignalToNoise { get; private set; }

    /// <summary>The envelope in usual beats, cut off at the ceiling.</summary>
    public float Relative(long index) => Math.Min(Ceiling, _envelope[index] / LevelMicrovolts);

    public void Append(float envelopeMicrovolts) => _envelope.Append(envelopeMicrovolts);

    /// <summary>Takes the last <paramref name="samples"/> appended samples into account.</summary>
    public void CloseBlock(int samples, bool connected)
    {
        (float recentMaximum, float recentMean) = Remember(samples);
        if (_blocks % BlocksPerWindowMaximum == 0 && connected)
        {
            _windowMaxima.Add(recentMaximum);
        }

        _blocks++;
        bool trusted = _beatHeights.Count >= BeatsUntilTrusted;
        LevelMicrovolts = Math.Max(LeastLevelMicrovolts, trusted ? _beatHeights.Value : _windowMaxima.Value);
        float between = _gapMeans.Count >= BeatsUntilTrusted ? _gapMeans.Value : RecentMeanShare * recentMean;
        float noise = Math.Max(between, RecentMeanShare * recentMean) + NoiseFloorMicrovolts;
        float excess = Math.Max(1, recentMaximum / (ExcessShare * LevelMicrovolts));
        float shortfall = Math.Min(1, recentMaximum / (ShortfallShare * LevelMicrovolts));
        SignalToNoise = connected ? LevelMicrovolts / noise * shortfall * shortfall / (excess * excess) : 0;
    }

    /// <summary>Learns from a beat that has become certain, and from the interval before it.</summary>
    public void Learn(long beat, long previousBeat)
    {
        float height = 0;
        for (long i = Math.Max(_envelope.Start, beat - _qrsReach); i <= beat + _qrsReach
            && i < _envelope.End; i++)
        {
            height = Math.Max(height, _envelope[i]);
        }

        _beatHeights.Add(height);
        long from = previousBeat + _gapMargin;
        long to = beat - _gapMargin;
        if (from >= _envelope.Start && to - from > _gapMargin / 2 && to - from < _longestGap)
        {
            _gapMeans.Add(Mean(from, to));
        }
    }

    /// <summary>Forgets beats: the window maxima stand in again until new ones are known.</summary>
    public void Relearn()
    {
        _beatHeights.Clear();
        _gapMeans.Clear();
        _windowMaxima.Clear();
    }

    private (float Maximum, float Mean) Remember(int samples)
    {
        float maximum = 0;
        float sum = 0;
        for (long i = _envelope.End - samples; i < _envelope.End; i++)
        {
            maximum = Math.Max(maximum, _envelope[i]);
            sum += _envelope[i];
        }

        int slot = (int)(_blocks % BlocksInView);
        _blockMaxima[slot] = maximum;
        _blockMeans[slot] = sum / samples;
        int blocks = (int)Math.Min(_blocks + 1, BlocksInView);
        float recentMaximum = 0;
        float recentSum = 0;
        for (int i = 0; i < blocks; i++)
        {
            recentMaximum = Math.Max(recentMaximum, _blockMaxima[i]);
            recentSum += _blockMeans[i];
        }

        return (recentMaximum, recentSum / blocks);
    }

    private float Mean(long from, long to)
    {
        double sum = 0;
        for (long i = from; i < to; i++)
        {
            sum += _envelope[i];
        }

        return (float)(sum / (to - from));
    }
}
