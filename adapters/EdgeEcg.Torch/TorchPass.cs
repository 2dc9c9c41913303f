using EdgeEcg.Training.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeEcg.Torch;

/// <summary>
/// One network at work over TorchSharp. The flat weights stay the truth: they are copied into tensors before
/// each forward pass, and what batch norm measured and the derivatives are copied back.
/// </summary>
internal sealed class TorchPass : INetworkPass
{
    /// <summary>The stream of the trainer's own engine, so that both draw the same noise.</summary>
    private const int NoiseStream = NetworkPass.NoiseStream;

    private readonly Network _network;
    private readonly float[] _weights;
    private readonly TorchLayer[] _layers;
    private DisposeScope? _batchScope;
    private Tensor? _output;
    private Tensor? _penalty;

    public TorchPass(Network network, float[] weights, long seed)
    {
        _network = network;
        _weights = weights;
        WeightGradient = new float[weights.Length];
        Noise = new SeededRandom(seed, NoiseStream);
        _layers = [.. network.Layers.Select(TorchLayers.Of)];
    }

    /// <inheritdoc/>
    public float[] WeightGradient { get; }

    /// <inheritdoc/>
    public double Penalty { get; private set; }

    /// <inheritdoc/>
    public SeededRandom Noise { get; }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> beats, int rows, Span<float> reconstruction, bool training)
    {
        _batchScope?.Dispose();
        ForEachWeight(weight => weight.Load(_weights));
        _batchScope = NewDisposeScope();
        Tensor values = TimeMajor(beats.ToArray(), rows, _network.Input);
        TorchBatch batch = new(values, rows, training, Noise);
        foreach (TorchLayer layer in _layers)
        {
            values = layer.Forward(values, batch);
        }

        _output = values;
        _penalty = batch.Penalty;
        Penalty = _penalty?.item<float>() ?? 0;
        if (training)
        {
            StoreMeasured();
        }

        _output.detach().permute(1, 0, 2).contiguous().data<float>().CopyTo(reconstruction);
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        Tensor slope = TimeMajor(outputGradient.ToArray(), (int)_output!.shape[1], _network.Output);
        Tensor loss = (_output * slope).sum();
        (_penalty is null ? loss : loss + _penalty).backward();
        ForEachWeight(weight => weight.StoreGradient(WeightGradient));
    }

    public void Dispose()
    {
        _batchScope?.Dispose();
        ForEachWeight(weight => weight.Dispose());
    }

    private static Tensor TimeMajor(float[] beats, int rows, SequenceShape shape) =>
        tensor(beats.AsSpan(0, rows * shape.Values).ToArray(), [rows, shape.Steps, shape.Features])
            .permute(1, 0, 2);

    private void StoreMeasured()
    {
        for (int i = 0; i < _layers.Length; i++)
        {
            if (_network.Layers[i] is BatchNormLayer)
            {
                _layers[i].Weights[2].Store(_weights);
                _layers[i].Weights[3].Store(_weights);
            }
        }
    }

    private void ForEachWeight(Action<TorchWeight> action)
    {
        foreach (TorchLayer layer in _layers)
        {
            foreach (TorchWeight weight in layer.Weights)
            {
                action(weight);
            }
        }
    }
}
