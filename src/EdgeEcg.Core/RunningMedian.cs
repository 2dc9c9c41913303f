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
        _ring[_added % _ring.Length] = value;
        _added++;
        Span<float> sorted = _sorted.AsSpan(0, Count);
        _ring.AsSpan(0, Count).CopyTo(sorted);
        sorted.Sort();
        Value = sorted[sorted.Length / 2];
    }

    public void Clear()
    {
        _added = 0;
        Value = 0;
    }
}
