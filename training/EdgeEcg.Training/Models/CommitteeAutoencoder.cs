using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Models;

/// <summary>
/// EdgeEcg's own model: several small autoencoders, each with its own first weights, whose reconstructions
/// are averaged. What a single one happens to reconstruct of an abnormal beat depends
/// on chance; the mean of eight does so far less, and they are one file and one call.
/// </summary>
internal static class CommitteeAutoencoder
{
    private const int Members = 8;

    /// <summary>Hidden units of one member; with 140 samples the int8 file stays below 100 KB.</summary>
    private static readonly int[] Hidden = [32, 16, 8, 16, 32];

    public static Network Build(int samples)
    {
        WeightLayout layout = new();
        List<ILayer> layers =
            [new DenseLayer(layout, "dense1", new SequenceShape(1, samples), Members * Hidden[0])];
        for (int i = 1; i <= Hidden.Length; i++)
        {
            SequenceShape shape = layers[^1].Output;
            layers.Add(new ActivationLayer(shape, ActivationKind.Relu));
            int outputs = i < Hidden.Length ? Hidden[i] : samples;
            layers.Add(new GroupedDenseLayer(layout, $"dense{i + 1}", shape, Members, outputs));
        }

        layers.Add(new CommitteeLayer(Members, samples));
        return new Network($"committee-{Members}x{samples}-{string.Join('-', Hidden)}", layout, layers);
    }
}
