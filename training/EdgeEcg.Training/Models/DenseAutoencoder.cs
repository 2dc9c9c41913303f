using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Models;

/// <summary>
/// Feed-forward autoencoders: narrower layers to a bottleneck and back. Seed row D (weighted dense) is
/// 140-96-48-24 and back with batch norm, ReLU and dropout after every hidden layer and a tanh at the end.
/// The tanh cannot follow an abnormal beat beyond ±1, which is what makes such a beat score high.
/// </summary>
internal static class DenseAutoencoder
{
    /// <param name="name">The architecture's name in the package.</param>
    /// <param name="widths">Input to bottleneck; the way back mirrors it.</param>
    /// <param name="dropout">Probability; 0 for none.</param>
    /// <param name="batchNorm">After every hidden layer.</param>
    /// <param name="output">Activation of the last layer.</param>
    public static Network Build(
        string name, ReadOnlySpan<int> widths, float dropout, bool batchNorm, ActivationKind output)
    {
        WeightLayout layout = new();
        List<ILayer> layers = [];
        SequenceShape shape = new(1, widths[0]);
        int hidden = 2 * (widths.Length - 1);
        for (int i = 1; i <= hidden; i++)
        {
            int width = i < widths.Length ? widths[i] : widths[hidden - i];
            layers.Add(new DenseLayer(layout, $"dense{i}", shape, width));
            shape = layers[^1].Output;
            if (i == hidden)
            {
                layers.Add(new ActivationLayer(shape, output));
                break;
            }

            if (batchNorm)
            {
                layers.Add(new BatchNormLayer(layout, $"norm{i}", shape));
            }

            layers.Add(new ActivationLayer(shape, ActivationKind.Relu));
            if (dropout > 0)
            {
                layers.Add(new DropoutLayer(shape, dropout));
            }
        }

        return new Network(name, layout, layers);
    }
}
