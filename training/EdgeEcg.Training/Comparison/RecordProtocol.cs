using EdgeEcg.Records;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// Protocols over recordings, cut by the device's own code, and over the user's own beats. No wearer is
/// trained on and tested; a row is one lead of one beat.
/// </summary>
public static class RecordProtocol
{
    public const string MitBih = "mitdb-ds1-ds2";

    public const string Own = "own";

    /// <summary>One record, or beat, in this many validates, and as many are tested.</summary>
    private const int HeldOutOneOf = 5;

    public static IReadOnlyList<string> Names { get; } = [MitBih, Own];

    /// <summary>DS1 to learn from, a fifth of its records to validate by, DS2 to test.</summary>
    /// <param name="records">Those of the MIT-BIH Arrhythmia Database; others are left aside.</param>
    /// <param name="seed">Of the choice of records.</param>
    /// <exception cref="BadDataSetException">One of the halves is not there.</exception>
    public static Protocol OfMitBih(IReadOnlyList<WfdbRecord> records, long seed)
    {
        WfdbRecord[] ds1 = [.. records.Where(record => MitBihSplit.Ds1.Contains(record.Header.Name))];
        WfdbRecord[] ds2 = [.. records.Where(record => MitBihSplit.Ds2.Contains(record.Header.Name))];
        Require("the number of DS1 records", ds1.Length, 2);
        Require("the number of DS2 records", ds2.Length, 1);
        int[] order = Split.ShuffledRows(ds1.Length, seed);
        int validating = Math.Max(1, ds1.Length / HeldOutOneOf);
        return OfRecords(MitBih, Pick(ds1, order[validating..]), Pick(ds1, order[..validating]), ds2);
    }

    /// <summary>
    /// The user's annotated records: three fifths to learn from, one to validate, one to test.
    /// </summary>
    /// <param name="records">At least three.</param>
    /// <param name="seed">Of the choice of records.</param>
    /// <exception cref="BadDataSetException">There are too few.</exception>
    public static Protocol OfRecords(IReadOnlyList<WfdbRecord> records, long seed)
    {
        Require("the number of records", records.Count, 3);
        int[] order = Split.ShuffledRows(records.Count, seed);
        int held = Math.Max(1, records.Count / HeldOutOneOf);
        return OfRecords(
            Own,
            Pick(records, order[(2 * held)..]),
            Pick(records, order[..held]),
            Pick(records, order[held..(2 * held)]));
    }

    /// <summary>
    /// The user's beats from a text file, scaled to −1…1 by those that are trained on; the same shares.
    /// </summary>
    /// <exception cref="BadDataSetException">There are too few.</exception>
    public static Protocol OfBeats(LabelledBeats all, long seed)
    {
        int[] order = Split.ShuffledRows(all.Beats.Rows, seed);
        int held = order.Length / HeldOutOneOf;
        if (held < 2)
        {
            throw new BadDataSetException(
                all.Beats.Name, "the number of beats", $"{order.Length}", $"at least {2 * HeldOutOneOf}");
        }

        BeatMatrix training = all.Subset("training beats", order.AsSpan(2 * held)).Normals;
        (float low, float high) = BeatScaling.RangeOf(training);
        LabelledBeats scaled = all.With(BeatScaling.ToUnitRange(all.Beats, low, high));
        LabelledBeats validation = scaled.Subset("validation beats", order.AsSpan(0, held));
        return new Protocol(
            Own,
            scaled.Subset("training beats", order.AsSpan(2 * held)).Normals,
            validation.Normals,
            scaled.Subset("test beats", order.AsSpan(held, held)),
            ThresholdSource.TrainingNormals)
        {
            LabelledValidation = validation,
        };
    }

    private static Protocol OfRecords(
        string name, WfdbRecord[] training, WfdbRecord[] validation, WfdbRecord[] test)
    {
        LabelledBeats validating = Read("validation beats", validation);
        return new Protocol(
            name,
            Read("training beats", training).Normals,
            validating.Normals,
            Read("test beats", test),
            ThresholdSource.TrainingNormals)
        {
            LabelledValidation = validating,
            CrossFits = false,
        };
    }

    private static LabelledBeats Read(string name, WfdbRecord[] records)
    {
        (List<float[]> Rows, List<int> Classes)[] read = new (List<float[]>, List<int>)[records.Length];
        Parallel.For(0, records.Length, i => read[i] = WearerBeats.ReadLabelled(records[i]));
        float[] values = [.. read.SelectMany(record => record.Rows).SelectMany(row => row)];
        int samples = Core.BeatWindow.Standard.Samples;
        return new LabelledBeats(
            new BeatMatrix(name, values, samples), [.. read.SelectMany(record => record.Classes)]);
    }

    private static WfdbRecord[] Pick(IReadOnlyList<WfdbRecord> records, int[] rows) =>
        [.. rows.Select(row => records[row])];

    private static void Require(string what, int found, int atLeast)
    {
        if (found < atLeast)
        {
            throw new BadDataSetException("--data", what, $"{found}", $"at least {atLeast}");
        }
    }
}
