using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

/// <summary>
/// One forward and backward pass of an engine over a chain, for loss = Σ cᵢ yᵢ + penalty with random cᵢ.
/// </summary>
internal sealed class EngineRun
{
    private const int Stream = 40;

    private readonly ITrainingEngine _engine;
    private readonly Network _network;
    private readonly long _seed;
    private readonly float[] _beats;
    private readonly float[] _coefficients;

    public EngineRun(ITrainingEngine engine, string chain, long seed)
    {
        _engine = engine;
        _seed = seed;
        _network = LayerChain.Of(chain);
        Weights = _network.InitialWeights(seed);
        SeededRandom random = new(seed, Stream);
        _beats = new float[LayerChain.RowCount * _network.Input.Values];
        random.FillUniform(_beats, 2);
        _coefficients = new float[LayerChain.RowCount * _network.Output.Values];
        random.FillUniform(_coefficients, 1);
        Output = new float[_coefficients.Length];
    }

    public float[] Weights { get; private set; }

    public WeightLayout Layout => _network.Layout;

    public float[] Output { get; }

    public float[] WeightGradient { get; private set; } = [];

    public double Penalty { get; private set; }

    public EngineRun ForwardAndBackward()
    {
        using INetworkPass pass = _engine.Open(_network, Weights, LayerChain.RowCount, workers: 1, _seed);
        pass.Forward(_beats, LayerChain.RowCount, Output, training: true);
        pass.Backward(_coefficients);
        Penalty = pass.Penalty;
        WeightGradient = pass.WeightGradient;
        return this;
    }

    /// <summary>With one weight moved; a fresh pass draws the same dropout.</summary>
    public double LossWith(int weight, float moved)
    {
        float[] weights = _network.InitialWeights(_seed);
        weights[weight] += moved;
        float[] output = new float[_coefficients.Length];
        using INetworkPass pass = _engine.Open(_network, weights, LayerChain.RowCount, workers: 1, _seed);
        pass.Forward(_beats, LayerChain.RowCount, output, training: true);
        return pass.Penalty + output.Select((y, i) => (double)_coefficients[i] * y).Sum();
    }
}
