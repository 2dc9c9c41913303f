namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// How often each class of the reference met each class of the test, as EC57 tabulates it. A reference beat
/// that met <see cref="BeatClass.None"/> was missed; a test beat whose reference is None is extra.
/// </summary>
public sealed class BeatConfusion
{
    private const int Classes = (int)BeatClass.Unreadable + 1;

    private static readonly BeatClass[] NoBeat = [BeatClass.None, BeatClass.Unreadable];

    private static readonly BeatClass[] Beats = [.. Enum.GetValues<BeatClass>().Except(NoBeat)];

    private readonly long[,] _counts = new long[Classes, Classes];

    public long this[BeatClass reference, BeatClass test] => _counts[(int)reference, (int)test];

    /// <summary>Detection, whatever the class.</summary>
    public BeatStatistics Qrs => new(Sum(Beats, Beats), Sum(Beats, NoBeat), Sum(NoBeat, Beats));

    /// <summary>Detection outside of what either side declared unreadable.</summary>
    public BeatStatistics Readable =>
        new(Sum(Beats, Beats), Sum(Beats, [BeatClass.None]), Sum([BeatClass.None], Beats));

    /// <summary>V against the rest. Fusion and unknown beats called V are neither right nor wrong.</summary>
    public BeatStatistics Ventricular => new(
        this[BeatClass.Ventricular, BeatClass.Ventricular],
        Missed(BeatClass.Ventricular),
        Sum([BeatClass.Normal, BeatClass.Supraventricular, .. NoBeat], [BeatClass.Ventricular]));

    /// <summary>S against the rest. Unknown beats called S are neither right nor wrong.</summary>
    public BeatStatistics Supraventricular => new(
        this[BeatClass.Supraventricular, BeatClass.Supraventricular],
        Missed(BeatClass.Supraventricular),
        Sum(
            [BeatClass.Normal, BeatClass.Ventricular, BeatClass.Fusion, .. NoBeat],
            [BeatClass.Supraventricular]));

    internal void Count(BeatClass reference, BeatClass test) => _counts[(int)reference, (int)test]++;

    internal void Add(BeatConfusion other)
    {
        for (int r = 0; r < Classes; r++)
        {
            for (int t = 0; t < Classes; t++)
            {
                _counts[r, t] += other._counts[r, t];
            }
        }
    }

    private long Missed(BeatClass reference) =>
        Sum([reference], [.. Beats, .. NoBeat]) - this[reference, reference];

    private long Sum(ReadOnlySpan<BeatClass> references, ReadOnlySpan<BeatClass> tests)
    {
        long sum = 0;
        foreach (BeatClass reference in references)
        {
            foreach (BeatClass test in tests)
            {
                sum += this[reference, test];
            }
        }

        return sum;
    }
}
