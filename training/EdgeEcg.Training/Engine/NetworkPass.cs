namespace EdgeEcg.Training.Engine;

/// <summary>
/// Everything a network writes while it runs, allocated once for the most rows: activations, gradients,
/// scratch. Two passes over the same weights may run side by side when neither trains.
/// </summary>
internal sealed class NetworkPass : INetworkPass
{
    /// <summary>Stream of the one seed that dropout draws from, in every engine.</summary>
    public const int NoiseStream = 2;

    private readonly LayerPass[] _passes;
    private readonly float[] _outputGradient;

    /// <param name="network">Its shape.</param>
    /// <param name="weights">Its numbers; shared, not copied.</param>
    /// <param name="maxRows">Most beats in a batch.</param>
    /// <param name="training">Also allocates gradients.</param>
    /// <param name="crew">Who does the work.</param>
    /// <param name="seed">Of the dropout noise.</param>
    public NetworkPass(Network network, float[] weights, int maxRows, bool training, Crew crew, long seed)
    {
        Network = network;
        MaxRows = maxRows;
        WeightGradient = training ? new float[weights.Length] : [];
        Noise = new SeededRandom(seed, NoiseStream);
        _passes = new LayerPass[network.Layers.Count];
        float[] beats = new float[maxRows * network.Input.Values];
        float[] input = beats;
        float[] inputGradient = [];
        for (int i = 0; i < _passes.Length; i++)
        {
            ILayer layer = network.Layers[i];
            int outputs = maxRows * layer.Output.Values;
            _passes[i] = new LayerPass
            {
                Beats = beats,
                Input = input,
                Output = new float[outputs],
                OutputGradient = training ? new float[outputs] : [],
                InputGradient = inputGradient,
                Scratch = new float[layer.ScratchFloats(maxRows)],
                Weights = weights,
                WeightGradient = WeightGradient,
                Noise = Noise,
                Crew = crew,
            };
            input = _passes[i].Output;
            inputGradient = _passes[i].OutputGradient;
        }

        _outputGradient = inputGradient;
    }

    public Network Network { get; }

    public int MaxRows { get; }

    /// <inheritdoc/>
    public SeededRandom Noise { get; }

    /// <inheritdoc/>
    public float[] WeightGradient { get; }

    /// <inheritdoc/>
    public double Penalty => _passes.Sum(pass => pass.Penalty);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<float> beats, int rows, Span<float> reconstruction, bool training)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, MaxRows);
        ToTimeMajor(beats, rows, Network.Input, _passes[0].Input);
        for (int i = 0; i < _passes.Length; i++)
        {
            _passes[i].Rows = rows;
            _passes[i].Training = training;
            Network.Layers[i].Forward(_passes[i]);
        }

        ToBeatMajor(_passes[^1].Output, rows, Network.Output, reconstruction);
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        ToTimeMajor(outputGradient, _passes[^1].Rows, Network.Output, _outputGradient);
        for (int i = _passes.Length - 1; i >= 0; i--)
        {
            Network.Layers[i].Backward(_passes[i]);
        }
    }

    /// <summary>The output of one layer after the last forward pass, time-major.</summary>
    public ReadOnlySpan<float> OutputOf(int layer) =>
        _passes[layer].Output.AsSpan(0, _passes[layer].Rows * Network.Layers[layer].Output.Values);

    /// <summary>dLoss/dInput of one layer after the last backward pass, time-major.</summary>
    internal ReadOnlySpan<float> InputGradientOf(int layer, int count) =>
        _passes[layer].InputGradient.AsSpan(0, count);

    /// <summary>Holds memory only.</summary>
    public void Dispose()
    {
    }

    private static void ToTimeMajor(
        ReadOnlySpan<float> beats, int rows, SequenceShape shape, Span<float> sequence)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                ReadOnlySpan<float> values = beats.Slice(
                    (row * shape.Values) + (step * shape.Features), shape.Features);
                values.CopyTo(sequence[(((step * rows) + row) * shape.Features)..]);
            }
        }
    }

    private static void ToBeatMajor(
        ReadOnlySpan<float> sequence, int rows, SequenceShape shape, Span<float> beats)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int step = 0; step < shape.Steps; step++)
            {
                ReadOnlySpan<float> values = sequence.Slice(
                    ((step * rows) + row) * shape.Features, shape.Features);
                values.CopyTo(beats[((row * shape.Values) + (step * shape.Features))..]);
            }
        }
    }
}
