using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Models;

/// <summary>The models the trainer knows by name.</summary>
public static class ModelCatalog
{
    /// <summary>Seed row D, and the model that ships.</summary>
    public const string WeightedDense = "weighted-dense";

    public static IReadOnlyList<string> Names { get; } = [WeightedDense];

    /// <exception cref="ArgumentException">No such model; the message lists those there are.</exception>
    internal static Network Build(string name, int samples) => name switch
    {
        WeightedDense => DenseAutoencoder.Build(
            $"dense-{samples}-96-48-24",
            [samples, 96, 48, 24],
            dropout: 0.1f,
            batchNorm: true,
            ActivationKind.Tanh),
        _ => throw new ArgumentException(
            $"There is no model '{name}'; there are {string.Join(", ", Names)}."),
    };
}
