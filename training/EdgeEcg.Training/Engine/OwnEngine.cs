namespace EdgeEcg.Training.Engine;

/// <summary>EdgeEcg's own layers: the default, and the one whose bytes are the same everywhere.</summary>
public sealed class OwnEngine : ITrainingEngine
{
    private OwnEngine()
    {
    }

    public static OwnEngine Instance { get; } = new();

    public string Name => "edgeecg";

    INetworkPass ITrainingEngine.Open(
        Network network, float[] weights, int maxRows, int workers, long seed) =>
        new NetworkPass(network, weights, maxRows, training: true, new Crew(workers), seed);
}
