using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Fitting;

/// <summary>A seeded random split of beats into training and validation.</summary>
internal static class Split
{
    private const int SplitStream = 3;

    public static (BeatMatrix Training, BeatMatrix Validation) Of(
        BeatMatrix beats, double validationShare, long seed)
    {
        int validationRows = (int)Math.Round(beats.Rows * validationShare);
        if (validationRows < 1 || validationRows >= beats.Rows)
        {
            string found = $"{beats.Rows}";
            throw new BadDataSetException(
                beats.Name, "the number of beats", found, "enough for training and validation");
        }

        int[] order = ShuffledRows(beats.Rows, seed);
        BeatMatrix validation = beats.Subset(
            $"validation beats of {beats.Name}", order.AsSpan(0, validationRows));
        BeatMatrix training = beats.Subset($"training beats of {beats.Name}", order.AsSpan(validationRows));
        return (training, validation);
    }

    public static int[] ShuffledRows(int rows, long seed)
    {
        int[] order = [.. Enumerable.Range(0, rows)];
        new SeededRandom(seed, SplitStream).Shuffle(order);
        return order;
    }
}
