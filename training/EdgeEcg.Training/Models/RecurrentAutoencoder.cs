using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Models;

/// <summary>
/// Sequence autoencoders: LSTM layers read a beat sample by sample, the last hidden state of the last one is
/// the latent vector, and further layers unroll it back into a beat. Seed rows C and E.
/// </summary>
internal sealed class RecurrentAutoencoder
{
    /// <summary>Seed row E: mean activation aimed at, and the weight of the penalty.</summary>
    private const float SparsityTarget = 0.05f;

    private const float SparsityWeight = 1e-4f;

    /// <summary>Encoder layers with a penalty.</summary>
    private const int SparseLayers = 3;

    private readonly WeightLayout _layout = new();
    private readonly List<ILayer> _layers = [];
    private readonly RecurrentShape _shape;

    private RecurrentAutoencoder(RecurrentShape shape) => _shape = shape;

    /// <param name="name">The architecture's name in the package.</param>
    /// <param name="samples">Values per beat, one per time step.</param>
    /// <param name="shape">Layers and their kinds.</param>
    public static Network Build(string name, int samples, RecurrentShape shape)
    {
        RecurrentAutoencoder builder = new(shape);
        builder.AddEncoder(samples);
        builder.AddDecoder(samples);
        return new Network(name, builder._layout, builder._layers);
    }

    private void AddEncoder(int samples)
    {
        SequenceShape current = new(samples, 1);
        for (int i = 0; i < _shape.Encoder.Length; i++)
        {
            current = AddRecurrent($"encoder{i + 1}", current, _shape.Encoder[i], _shape.ResidualEncoder);
            if (i < _shape.Encoder.Length - 1)
            {
                AddDropoutAndTanh(current);
                AddSparsity(i, current);
            }
        }

        _layers.Add(new LastStepLayer(current));
    }

    private void AddDecoder(int samples)
    {
        RepeatLayer repeat = new(_shape.Encoder[^1], samples);
        _layers.Add(repeat);
        SequenceShape current = repeat.Output;
        for (int i = 0; i < _shape.Decoder.Length; i++)
        {
            current = AddRecurrent($"decoder{i + 1}", current, _shape.Decoder[i], _shape.ResidualDecoder);
            AddDropoutAndTanh(current);
        }

        _layers.Add(new DenseLayer(
            _layout, "output", current, outputs: 1, _shape.OutputBias, _shape.NormalOutput));
    }

    private SequenceShape AddRecurrent(string name, SequenceShape input, int hidden, bool residual)
    {
        ILayer layer = residual
            ? new ResidualLstmLayer(_layout, name, input, hidden)
            : new LstmLayer(_layout, name, input, hidden);
        _layers.Add(layer);
        return layer.Output;
    }

    private void AddDropoutAndTanh(SequenceShape shape)
    {
        if (_shape.Dropout > 0)
        {
            _layers.Add(new DropoutLayer(shape, _shape.Dropout));
            _layers.Add(new ActivationLayer(shape, ActivationKind.Tanh));
        }
    }

    private void AddSparsity(int layer, SequenceShape shape)
    {
        if (_shape.Sparse && layer < SparseLayers)
        {
            _layers.Add(new SparsityLayer(
                shape, SparsityForm.FirstTerm, SparsityTarget, SparsityWeight));
        }
    }
}
