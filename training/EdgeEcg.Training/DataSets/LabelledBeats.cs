namespace EdgeEcg.Training.DataSets;

/// <summary>Beats with their class; 1 is normal, as in ECG5000.</summary>
public sealed class LabelledBeats
{
    /// <summary>ECG5000's class of a normal beat.</summary>
    public const int NormalClass = 1;

    private readonly int[] _classes;

    public LabelledBeats(BeatMatrix beats, int[] classes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(classes.Length, beats.Rows, nameof(classes));
        Beats = beats;
        _classes = classes;
    }

    public BeatMatrix Beats { get; }

    public ReadOnlySpan<int> Classes => _classes;

    public bool[] IsAbnormal => Array.ConvertAll(_classes, c => c != NormalClass);

    /// <summary>The normal beats alone, in order.</summary>
    /// <exception cref="BadDataSetException">There is none.</exception>
    public BeatMatrix Normals
    {
        get
        {
            int[] rows = [.. Enumerable.Range(0, _classes.Length).Where(row => _classes[row] == NormalClass)];
            return rows.Length > 0
                ? Beats.Subset($"normal beats of {Beats.Name}", rows)
                : throw new BadDataSetException(
                    Beats.Name, "the number of normal beats (class 1)", "0", "at least 1");
        }
    }

    public LabelledBeats Subset(string name, ReadOnlySpan<int> rows)
    {
        int[] classes = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            classes[i] = _classes[rows[i]];
        }

        return new LabelledBeats(Beats.Subset(name, rows), classes);
    }

    /// <summary>These beats, then others of the same length.</summary>
    public LabelledBeats Followed(string name, LabelledBeats others)
    {
        BeatMatrix beats = new(name, [.. Beats.Values, .. others.Beats.Values], Beats.Samples);
        return new LabelledBeats(beats, [.. _classes, .. others._classes]);
    }

    /// <summary>The same beats with other values.</summary>
    public LabelledBeats With(float[] values) =>
        new(new BeatMatrix(Beats.Name, values, Beats.Samples), _classes);
}
