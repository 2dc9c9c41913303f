namespace EdgeEcg.Training.Engine;

/// <summary>
/// A chain of layers and the layout of its weights: the shape of a model, without its numbers.
/// </summary>
internal sealed class Network
{
    /// <summary>Streams of the one seed.</summary>
    private const int WeightStream = 1;

    public Network(string architecture, WeightLayout layout, IReadOnlyList<ILayer> layers)
    {
        Architecture = architecture;
        Layout = layout;
        Layers = layers;
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Input != layers[i - 1].Output)
            {
                throw new ArgumentException(
                    $"Layer {i} takes {layers[i].Input}, but gets {layers[i - 1].Output}.");
            }
        }
    }

    /// <summary>The name in the model package, for instance <c>dense-140-96-48-24</c>.</summary>
    public string Architecture { get; }

    public WeightLayout Layout { get; }

    public IReadOnlyList<ILayer> Layers { get; }

    public SequenceShape Input => Layers[0].Input;

    public SequenceShape Output => Layers[^1].Output;

    public float[] InitialWeights(long seed)
    {
        float[] weights = new float[Layout.Count];
        SeededRandom random = new(seed, WeightStream);
        foreach (ILayer layer in Layers)
        {
            layer.Initialise(weights, random);
        }

        return weights;
    }
}
