using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Finds the supraventricular beats among beats that look alike in the QRS, also where they are the
/// majority: beats are parted in two by what is before the QRS (two means, begun from the early and the
/// late ones). If the two differ clearly there, and the late ones come after an interval longer than any
/// compensatory pause makes it, then the early group is ectopic and not the wearer's normal.
/// </summary>
internal sealed class EarlyGroup
{
    /// <summary>
    /// A pause after a premature beat makes the next interval at most 1.5 times the usual (twice the usual
    /// less a coupling of a half); no wearer of DS1 passes 1.45.
    /// </summary>
    private const float LateShare = 1.6f;

    /// <summary>How far the two are apart, in units of how far a beat is from its middle.</summary>
    private const float Apart = 1.5f;

    /// <summary>A smaller late group is a few pauses.</summary>
    private const double LeastShare = 0.1;

    private const int FewestBeats = 12;
    private const int Rounds = 10;
    private const double BeginEarlyQuantile = 0.3;
    private const double BeginLateQuantile = 0.8;

    private readonly BeatParts _layout;

    public EarlyGroup(BeatParts layout) => _layout = layout;

    /// <summary>The beats of the early group; none where there is no such group.</summary>
    public HashSet<int> Find(LearnedBeats beats, int[] normal)
    {
        int[] known = [.. normal.Where(m => beats.RrMs[m] > 0)];
        if (known.Length < FewestBeats)
        {
            return [];
        }

        float[][] before = [.. known.Select(m => Before(beats[m]))];
        float[] rr = [.. known.Select(m => beats.RrMs[m])];
        bool[] isLate = Part(before, rr);
        int late = isLate.Count(l => l);
        if (late < LeastShare * known.Length || late == known.Length)
        {
            return [];
        }

        return AreUnlike(before, isLate) && Median(rr, isLate, true) >= LateShare * Median(rr, isLate, false)
            ? [.. known.Where((_, i) => !isLate[i])]
            : [];
    }

    private static bool[] Part(float[][] before, float[] rr)
    {
        float[] sorted = [.. rr.Order()];
        float early = sorted[(int)(BeginEarlyQuantile * (rr.Length - 1))];
        float late = sorted[(int)(BeginLateQuantile * (rr.Length - 1))];
        float[] earlyMiddle = Middle([.. before.Where((_, i) => rr[i] <= early)]);
        float[] lateMiddle = Middle([.. before.Where((_, i) => rr[i] >= late)]);
        bool[] isLate = new bool[rr.Length];
        for (int round = 0; round < Rounds; round++)
        {
            isLate = [.. before.Select(b =>
                SquaredDistance.Of(b, lateMiddle) < SquaredDistance.Of(b, earlyMiddle))];
            if (!isLate.Contains(true) || !isLate.Contains(false))
            {
                break;
            }

            earlyMiddle = Middle([.. before.Where((_, i) => !isLate[i])]);
            lateMiddle = Middle([.. before.Where((_, i) => isLate[i])]);
        }

        return isLate;
    }

    private static bool AreUnlike(float[][] before, bool[] isLate)
    {
        float[][] late = [.. before.Where((_, i) => isLate[i])];
        float[][] early = [.. before.Where((_, i) => !isLate[i])];
        float apart = SquaredDistance.Of(Middle(late), Middle(early));
        return apart >= Apart * Apart * MathF.Sqrt(SquaredWidth(late) * SquaredWidth(early));
    }

    private static float SquaredWidth(float[][] group)
    {
        float[] middle = Middle(group);
        return group.Select(b => SquaredDistance.Of(b, middle)).Order().ElementAt(group.Length / 2);
    }

    private static float[] Middle(float[][] group)
    {
        float[] middle = new float[group[0].Length];
        float[] values = new float[group.Length];
        for (int i = 0; i < middle.Length; i++)
        {
            for (int member = 0; member < values.Length; member++)
            {
                values[member] = group[member][i];
            }

            middle[i] = UpperMedian.Of(values);
        }

        return middle;
    }

    private static float Median(float[] rr, bool[] isLate, bool of)
    {
        float[] some = [.. rr.Where((_, i) => isLate[i] == of).Order()];
        return some[some.Length / 2];
    }

    // What is before the QRS in every lead, without its level; the scale does not matter.
    private float[] Before(ReadOnlySpan<float> waveform)
    {
        float[] parts = new float[_layout.Values];
        _layout.Cut(waveform, 1, parts);
        Range first = _layout.RangeOf(BeatParts.Before, 0);
        Range last = _layout.RangeOf(BeatParts.Before, _layout.Leads - 1);
        return parts[first.Start..last.End];
    }
}
