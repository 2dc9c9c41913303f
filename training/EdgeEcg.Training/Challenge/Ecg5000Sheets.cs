using EdgeEcg.Core;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Challenge;

/// <summary>
/// Rows of six single beats of ECG5000. The model is trained on the spot, on the normal beats of the official
/// training file, and asked in its int8 form; the beats are of the test file.
/// </summary>
internal static class Ecg5000Sheets
{
    private const int BeatsInRow = 6;
    private const int MostAbnormal = 4;
    private const int RandomStream = 12;
    private const double GapSeconds = 0.15;

    /// <summary>ECG5000 says nothing of time or volts; drawn like this its beats look like beats.</summary>
    private const float MicrovoltsOfUnit = 900;

    private static readonly SampleRate Rate = new(200);

    private static readonly string[] Words =
    [
        "normal", "R-on-T premature ventricular beat", "premature ventricular beat",
        "supraventricular premature or ectopic beat", "not classified, abnormal",
    ];

    /// <param name="protocol">"ucr": its training and its test beats.</param>
    /// <param name="seed">Of training and of the choice.</param>
    /// <param name="count">Sheets.</param>
    /// <param name="progress">Receives one line per epoch.</param>
    /// <param name="time">For the elapsed time in the lines.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    public static IReadOnlyList<ChallengeSheet> Make(
        Protocol protocol,
        long seed,
        int count,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        FitRecipe recipe = protocol.Judge(ModelCatalog.RecipeOf(ModelCatalog.WeightedDense, seed));
        ExportedModel model = Fit.Run(
            recipe, protocol.Training, protocol.Validation, null, progress, time, cancellation).ToInt8Onnx();
        int[][] rowsOfClass =
        [
            .. Enumerable.Range(LabelledBeats.NormalClass, Words.Length).Select(c => Enumerable
                .Range(0, protocol.Test.Classes.Length).Where(i => protocol.Test.Classes[i] == c).ToArray()),
        ];
        SeededRandom random = new(seed, RandomStream);
        PackedSamples[] usual = [PackedSamples.Of(MeanOf(protocol.Training))];
        return [.. Enumerable.Range(1, count).Select(number => Sheet(
            protocol.Test.Subset("sheet", Choose(random, rowsOfClass)), model, number) with
            {
                Usual = usual,
            })];
    }

    private static int[] Choose(SeededRandom random, int[][] rowsOfClass)
    {
        int abnormal = 1 + (int)(random.NextSingle() * MostAbnormal);
        int[] rows = new int[BeatsInRow];
        for (int i = 0; i < rows.Length; i++)
        {
            int[] rare = rowsOfClass[1 + (int)(random.NextSingle() * (rowsOfClass.Length - 1))];
            int[] among = i < abnormal && rare.Length > 0 ? rare : rowsOfClass[0];
            rows[i] = among[(int)(random.NextSingle() * among.Length)];
        }

        random.Shuffle(rows);
        return rows;
    }

    private static ChallengeSheet Sheet(LabelledBeats beats, ExportedModel model, int number)
    {
        BeatMatrix shown = beats.Beats;
        float[] reconstructions = model.Reconstruct(shown);
        float[] scores = model.Scores(shown);
        double threshold = model.Threshold().Score;
        int gap = Rate.Samples(1000 * GapSeconds);
        float[] strip = new float[(shown.Rows * (shown.Samples + gap)) + gap];
        strip.AsSpan().Fill(float.NaN);
        ChallengeBeat[] answers = new ChallengeBeat[shown.Rows];
        for (int row = 0; row < shown.Rows; row++)
        {
            int first = (row * (shown.Samples + gap)) + gap;
            ToMicrovolts(shown.Row(row), strip.AsSpan(first));
            float[] made = new float[shown.Samples];
            ToMicrovolts(reconstructions.AsSpan(row * shown.Samples, shown.Samples), made);
            answers[row] = Answer(first, made, beats.Classes[row], scores[row], threshold);
        }

        return new ChallengeSheet
        {
            Set = "ECG5000",
            From = $"test beats, row {number} of this page",
            Task = "Six single beats of one person. Mark those that are not normal.",
            RateSps = Rate.Hz,
            ReconstructionRateSps = Rate.Hz,
            ToScale = false,
            Leads = [PackedSamples.Of(strip)],
            LeadNames = [],
            Usual = [],
            Threshold = Math.Round(threshold, 5),
            Beats = answers,
        };
    }

    private static ChallengeBeat Answer(
        int first, float[] made, int beatClass, float score, double threshold) => new()
        {
            AtS = Math.Round((first + (made.Length / 2.0)) / Rate.Hz, 3),
            Truth = Words[beatClass - LabelledBeats.NormalClass],
            Abnormal = beatClass != LabelledBeats.NormalClass,
            Score = Math.Round((double)score, 5),
            Flagged = score > threshold,
            Reasons = score > threshold ? ["morphology"] : [],
            ReconstructionFromS = Math.Round(first / Rate.Hz, 3),
            Reconstruction = [PackedSamples.Of(made)],
        };

    private static float[] MeanOf(BeatMatrix normals)
    {
        float[] mean = new float[normals.Samples];
        for (int i = 0; i < normals.Values.Length; i++)
        {
            mean[i % mean.Length] += normals.Values[i] * MicrovoltsOfUnit / normals.Rows;
        }

        return mean;
    }

    private static void ToMicrovolts(ReadOnlySpan<float> units, Span<float> microvolts)
    {
        for (int i = 0; i < units.Length; i++)
        {
            microvolts[i] = units[i] * MicrovoltsOfUnit;
        }
    }
}
