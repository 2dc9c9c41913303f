namespace EdgeEcg.Core.Qrs;

/// <summary>
/// One number per sample from all leads: each lead's QRS envelope in units of its own usual beat, averaged
/// with the lead's present worth as weight. A usual beat has height 1 whatever the electrodes. Weights are
/// renewed at the end of every block of 100 ms and hold for that block, so the feature lags by one block and
/// the kernel's delay.
/// </summary>
internal sealed class QrsFeature
{
    private const double BlockMs = 100;
    private const double RememberedMs = 5000;

    /// <summary>
    /// Weight grows with signal-to-noise to this power: nearly the better lead alone where they differ much.
    /// </summary>
    private const float WeightPower = 1.5f;

    private readonly QrsEnvelope[] _envelopes;
    private readonly LeadTracker[] _leads;
    private readonly SignalRing _feature;
    private readonly float[] _weights;
    private readonly int _blockSamples;
    private int _unripe;
    private int _inBlock;
    private bool _started;
    private uint _connectedInBlock = uint.MaxValue;

    public QrsFeature(SampleRate rate, int leads)
    {
        _envelopes = [.. Enumerable.Range(0, leads).Select(_ => new QrsEnvelope(rate))];
        _leads = [.. Enumerable.Range(0, leads).Select(_ => new LeadTracker(rate))];
        _weights = new float[leads];
        _feature = new SignalRing(rate.Samples(RememberedMs));
        _blockSamples = rate.Samples(BlockMs);
        _unripe = _envelopes[0].DelaySamples;
    }

    /// <summary>How far, at most, the feature lags behind the input.</summary>
    public int DelaySamples => _envelopes[0].DelaySamples + _blockSamples;

    /// <summary>One past the newest feature sample, in input samples.</summary>
    public long End => _feature.End;

    /// <summary>
    /// Signal-to-noise ratio of the best lead, mapped to 0…1: 0.5 where a beat is three times its
    /// surroundings.
    /// </summary>
    public float Clarity { get; private set; }

    /// <summary>What one lead is worth now: usual beat over what is between beats.</summary>
    public float WorthOf(int lead) => _leads[lead].SignalToNoise;

    public float this[long index] => _feature[index];

    /// <summary>Takes one sample of every lead.</summary>
    /// <param name="microvolts">One value per lead.</param>
    /// <param name="connected">Bit i is set while lead i has its electrodes on.</param>
    /// <returns>True when a block was closed and new feature samples are there.</returns>
    public bool Push(ReadOnlySpan<float> microvolts, uint connected)
    {
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            if (!_started)
            {
                _envelopes[lead].Fill(microvolts[lead]);
            }

            float envelope = _envelopes[lead].Push(microvolts[lead]);
            if (_unripe == 0)
            {
                _leads[lead].Append(envelope);
            }
        }

        _started = true;
        _connectedInBlock &= connected;
        if (_unripe > 0)
        {
            _unripe--;
            return false;
        }

        return ++_inBlock == _blockSamples && CloseBlock();
    }

    /// <summary>Lets every lead learn from a beat that has become certain.</summary>
    public void Learn(long beat, long previousBeat)
    {
        foreach (LeadTracker lead in _leads)
        {
            lead.Learn(beat, previousBeat);
        }
    }

    /// <summary>Forgets what usual beats look like: for when none has been seen for long.</summary>
    public void Relearn()
    {
        foreach (LeadTracker lead in _leads)
        {
            lead.Relearn();
        }
    }

    private bool CloseBlock()
    {
        float weightSum = 0;
        float best = 0;
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            _leads[lead].CloseBlock(_blockSamples, ((_connectedInBlock >> lead) & 1) != 0);
            _weights[lead] = MathF.Pow(_leads[lead].SignalToNoise, WeightPower);
            weightSum += _weights[lead];
            best = Math.Max(best, _leads[lead].SignalToNoise);
        }

        const float halfClear = 3;
        Clarity = best / (best + halfClear);
        long end = _feature.End + _blockSamples;
        while (_feature.End < end)
        {
            _feature.Append(weightSum > 0 ? Combine(_feature.End) / weightSum : 0);
        }

        _inBlock = 0;
        _connectedInBlock = uint.MaxValue;
        return true;
    }

    private float Combine(long index)
    {
        float sum = 0;
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            sum += _weights[lead] * _leads[lead].Relative(index);
        }

        return sum;
    }
}
