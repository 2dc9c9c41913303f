using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Quantization;

/// <summary>Trains as another engine does, with the weights that the int8 file will have.</summary>
internal sealed class RoundingEngine(ITrainingEngine engine, WeightRange range) : ITrainingEngine
{
    public string Name => $"{engine.Name}, rounded to {range}";

    INetworkPass ITrainingEngine.Open(
        Network network, float[] weights, int maxRows, int workers, long seed)
    {
        float[] working = [.. weights];
        INetworkPass inner = engine.Open(network, working, maxRows, workers, seed);
        return new RoundedPass(network, weights, working, new RoundedWeights(network, range), inner);
    }
}
