using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>The beats of the learning time: waveforms and the interval before each.</summary>
internal sealed class LearnedBeats
{
    private readonly float[] _waveforms;
    private readonly float[] _rrMs;
    private readonly int _values;

    public LearnedBeats(int capacity, int valuesPerBeat)
    {
        _values = valuesPerBeat;
        _waveforms = new float[capacity * valuesPerBeat];
        _rrMs = new float[capacity];
    }

    public int Count { get; private set; }

    public int ValuesPerBeat => _values;

    public bool IsFull => Count == _rrMs.Length;

    public ReadOnlySpan<float> RrMs => _rrMs.AsSpan(0, Count);

    public ReadOnlySpan<float> this[int beat] => _waveforms.AsSpan(beat * _values, _values);

    /// <param name="microvolts">Leads × samples.</param>
    /// <param name="rrMs">The interval before; 0 where it is not known.</param>
    public void Add(ReadOnlySpan<float> microvolts, float rrMs)
    {
        microvolts.CopyTo(_waveforms.AsSpan(Count * _values, _values));
        _rrMs[Count++] = rrMs;
    }

    public void Clear() => Count = 0;

    /// <summary>The median beat, value by value, of some of the beats.</summary>
    public void Median(ReadOnlySpan<int> members, Span<float> median)
    {
        float[] values = new float[members.Length];
        for (int i = 0; i < _values; i++)
        {
            for (int member = 0; member < members.Length; member++)
            {
                values[member] = _waveforms[members[member] * _values + i];
            }

            median[i] = UpperMedian.Of(values);
        }
    }

    /// <summary>The median of the known intervals of some of the beats; 0 where none is known.</summary>
    public float MedianRrMs(ReadOnlySpan<int> members)
    {
        List<float> known = [];
        foreach (int member in members)
        {
            if (_rrMs[member] > 0)
            {
                known.Add(_rrMs[member]);
            }
        }

        known.Sort();
        return known.Count == 0 ? 0 : known[known.Count / 2];
    }
}
