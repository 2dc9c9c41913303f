using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// A technician's word on the beats of the first minutes: which are normal. The baseline is then made of
/// those, whatever is commonest.
/// </summary>
public sealed class BaselineConfirmation
{
    /// <summary>As far apart as two annotators place the same beat (ANSI/AAMI EC57).</summary>
    private const double MatchMs = 150;

    private readonly long[] _normal;
    private readonly long[] _abnormal;
    private readonly int _window;

    /// <param name="normal">R peaks of normal beats, in samples, in order of time.</param>
    /// <param name="abnormal">Of all other beats.</param>
    /// <param name="endSampleIndex">What comes from here on is not confirmed.</param>
    /// <param name="rate">Of the samples.</param>
    public BaselineConfirmation(
        IEnumerable<long> normal, IEnumerable<long> abnormal, long endSampleIndex, SampleRate rate)
    {
        _normal = [.. normal];
        _abnormal = [.. abnormal];
        _window = rate.Samples(MatchMs);
        EndSampleIndex = endSampleIndex;
    }

    public long EndSampleIndex { get; }

    /// <summary>Whether the beat nearest to here is a normal one; false where there is none.</summary>
    public bool IsNormal(long sampleIndex)
    {
        long normal = Nearest(_normal, sampleIndex);
        return normal <= _window && normal < Nearest(_abnormal, sampleIndex);
    }

    private static long Nearest(long[] beats, long sampleIndex)
    {
        int at = Array.BinarySearch(beats, sampleIndex);
        if (at >= 0)
        {
            return 0;
        }

        int after = ~at;
        long next = after < beats.Length ? beats[after] - sampleIndex : long.MaxValue;
        return after > 0 ? Math.Min(next, sampleIndex - beats[after - 1]) : next;
    }
}
