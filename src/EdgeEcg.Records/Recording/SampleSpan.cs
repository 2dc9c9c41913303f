namespace EdgeEcg.Records.Recording;

/// <summary>A stretch of a recording.</summary>
/// <param name="First">Index of its first sample, counted from the start of the run.</param>
/// <param name="End">One past its last.</param>
public readonly record struct SampleSpan(long First, long End)
{
    public long Length => End - First;

    public SampleSpan Within(SampleSpan other) => new(Math.Max(First, other.First), Math.Min(End, other.End));
}
