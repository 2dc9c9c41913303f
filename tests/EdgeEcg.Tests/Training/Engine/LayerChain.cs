using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

/// <summary>
/// A layer behind a dense one, whose weights get their derivatives only through the input gradient of the
/// layer behind it.
/// </summary>
internal static class LayerChain
{
    private const int Rows = 5;

    public static IReadOnlyList<string> Names { get; } =
    [
        "dense", "dense-without-bias", "batch-norm", "relu", "tanh", "sigmoid", "dropout", "grouped",
        "committee", "lstm", "last-step", "repeat",
    ];

    public static int RowCount => Rows;

    public static Network Of(string name)
    {
        WeightLayout layout = new();
        SequenceShape shape = name switch
        {
            "lstm" or "last-step" => new(4, 6),
            "committee" => new(1, 18),
            _ => new(1, 6),
        };
        DenseLayer first = new(layout, "first", shape with { Features = 3 }, shape.Features);
        return new Network(name, layout, [first, Layer(name, layout, shape)]);
    }

    private static ILayer Layer(string name, WeightLayout layout, SequenceShape shape) => name switch
    {
        "dense" => new DenseLayer(layout, name, shape, 4),
        "dense-without-bias" => new DenseLayer(layout, name, shape, 4, hasBias: false),
        "batch-norm" => new BatchNormLayer(layout, name, shape),
        "relu" => new ActivationLayer(shape, ActivationKind.Relu),
        "tanh" => new ActivationLayer(shape, ActivationKind.Tanh),
        "sigmoid" => new ActivationLayer(shape, ActivationKind.Sigmoid),
        "dropout" => new DropoutLayer(shape, 0.3f),
        "grouped" => new GroupedDenseLayer(layout, name, shape, groups: 3, outputs: 2),
        "committee" => new CommitteeLayer(members: 6, features: 3),
        "lstm" => new LstmLayer(layout, name, shape, 5),
        "last-step" => new LastStepLayer(shape),
        "repeat" => new RepeatLayer(shape.Features, steps: 3),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such layer"),
    };
}
