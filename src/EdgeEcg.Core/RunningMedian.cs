namespace EdgeEcg.Core;

/// <summary>The median of the last few values: follows a level, ignores the odd outlier.</summary>
public sealed class RunningMedian
{
    private readonly float[] _ring;
    private readonly float[] _sorted;
    private long _added;

    public RunningMedian(int capacity)
    {
        _ring = new float[capacity];
        _sorted = new float[capacity];
    }

    public int Count => (int)Math.Min(_added, _ring.Length);

    /// <summary>The upper median of the values held; 0 while there are none.</summary>
    public float Value { get; private set; }

    public void Add(float value)
    {
        Span<float> sorted = _sorted.AsSpan(0, Count);
        if (Count == _ring.Length)
        {
            int oldest = sorted.BinarySearch(_ring[_added % _ring.Length]);
            sorted[(oldest + 1)..].CopyTo(sorted[oldest..]);
            sorted = sorted[..^1];
        }

        int at = sorted.BinarySearch(value);
        at = at < 0 ? ~at : at;
        sorted[at..].CopyTo(_sorted.AsSpan(at + 1));
        _sorted[at] = value;
        _ring[_added % _ring.Length] = value;
        _added++;
        Value = _sorted[Count / 2];
    }

    public void Clear()
    {
        _added = 0;
        Value = 0;
    }
}
