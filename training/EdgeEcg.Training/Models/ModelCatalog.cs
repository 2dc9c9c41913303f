using EdgeEcg.Scoring;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Models;

/// <summary>The models the trainer knows by name, each with the recipe it was published with.</summary>
public static class ModelCatalog
{
    /// <summary>Seed row A: a plain dense autoencoder.</summary>
    public const string PlainDense = "plain-dense";

    /// <summary>EdgeEcg's own: see <see cref="CommitteeAutoencoder"/>.</summary>
    public const string Committee = "committee-dense";

    /// <summary>Seed row C: the LSTM autoencoder of the tutorial.</summary>
    public const string TutorialLstm = "tutorial-lstm";

    /// <summary>Seed row D, and the model that ships.</summary>
    public const string WeightedDense = "weighted-dense";

    /// <summary>Seed row E: the LSTM autoencoder the other four are compared with.</summary>
    public const string LstmAe = "lstm-ae";

    public const string ResidualEncoder = "residual-encoder-lstm-ae";

    public const string ResidualDecoder = "residual-decoder-lstm-ae";

    public const string ResidualBoth = "residual-lstm-ae";

    public const string SparseLstmAe = "sparse-lstm-ae";

    /// <summary>Sparse encoder, residual decoder.</summary>
    public const string SrlAe = "srl-ae";

    /// <summary>Folds for the threshold of models that train in seconds.</summary>
    private const int QuickFolds = 5;

    private static readonly RecurrentShape SrlShape = new()
    {
        Encoder = [128, 64, 32, 16, 8],
        Decoder = [16, 32, 64, 128],
        Dropout = 0.2f,
        NormalOutput = true,
    };

    private static readonly RecurrentShape TutorialShape = new()
    {
        Encoder = [128, 64],
        Decoder = [64, 128],
        OutputBias = true,
    };

    public static IReadOnlyList<string> Names { get; } =
    [
        PlainDense, TutorialLstm, WeightedDense, Committee,
        LstmAe, ResidualEncoder, ResidualDecoder, ResidualBoth, SparseLstmAe, SrlAe,
    ];

    /// <summary>How the model was trained where it comes from.</summary>
    /// <exception cref="ArgumentException">No such model; the message lists those there are.</exception>
    public static FitRecipe RecipeOf(string name, long seed) => name switch
    {
        PlainDense or WeightedDense =>
            new FitRecipe { Model = name, Seed = seed, ThresholdFolds = QuickFolds },
        Committee => new FitRecipe
        {
            Model = name,
            Seed = seed,
            BatchRows = 16,
            MaxEpochs = 1000,
            PatienceEpochs = 100,
            PlateauEpochs = 50,
            WeightDecay = 0,
            Loss = ErrorMeasure.WeightedMeanAbsolute,
            ThresholdFolds = QuickFolds,
        },
        TutorialLstm => Recurrent(name, seed) with { MaxEpochs = 150, WeightDecay = 0 },
        LstmAe or ResidualEncoder or ResidualDecoder or ResidualBoth or SparseLstmAe or SrlAe =>
            Recurrent(name, seed),
        _ => throw Unknown(name),
    };

    /// <exception cref="ArgumentException">No such model; the message lists those there are.</exception>
    internal static Network Build(string name, int samples) => name switch
    {
        PlainDense => DenseAutoencoder.Build(
            $"dense-{samples}-32-16-8",
            [samples, 32, 16, 8],
            dropout: 0,
            batchNorm: false,
            ActivationKind.Linear),
        WeightedDense => DenseAutoencoder.Build(
            $"dense-{samples}-96-48-24",
            [samples, 96, 48, 24],
            dropout: 0.1f,
            batchNorm: true,
            ActivationKind.Tanh),
        Committee => CommitteeAutoencoder.Build(samples),
        TutorialLstm => RecurrentAutoencoder.Build(name, samples, TutorialShape),
        LstmAe => RecurrentAutoencoder.Build(name, samples, SrlShape),
        ResidualEncoder =>
            RecurrentAutoencoder.Build(name, samples, SrlShape with { ResidualEncoder = true }),
        ResidualDecoder =>
            RecurrentAutoencoder.Build(name, samples, SrlShape with { ResidualDecoder = true }),
        ResidualBoth => RecurrentAutoencoder.Build(
            name, samples, SrlShape with { ResidualEncoder = true, ResidualDecoder = true }),
        SparseLstmAe => RecurrentAutoencoder.Build(name, samples, SrlShape with { Sparse = true }),
        SrlAe => RecurrentAutoencoder.Build(
            name, samples, SrlShape with { Sparse = true, ResidualDecoder = true }),
        _ => throw Unknown(name),
    };

    /// <summary>Seed row E's recipe; row C's differs in two numbers.</summary>
    private static FitRecipe Recurrent(string name, long seed) => new()
    {
        Model = name,
        Seed = seed,
        BatchRows = 8,
        MaxEpochs = 100,
        PlateauEpochs = 5,
        LowestLearningRate = 1e-7,
        Loss = ErrorMeasure.WeightedSumAbsolute,
        Score = ErrorMeasure.WeightedSumAbsolute,
        GradientLimit = double.PositiveInfinity,
        Threshold = ThresholdRule.MeanPlusSd(2),
    };

    private static ArgumentException Unknown(string name) =>
        new($"There is no model '{name}'; there are {string.Join(", ", Names)}.");
}
