namespace EdgeEcg.Training.Engine;

/// <summary>
/// What computes forward and backward while a model is trained. Weights, order of beats, noise, optimiser and
/// everything after training are the trainer's own with every engine.
/// </summary>
public interface ITrainingEngine
{
    /// <summary>Part of a run's identity: the last bits of a model depend on the engine.</summary>
    public string Name { get; }

    /// <param name="network">Its shape.</param>
    /// <param name="weights">Its numbers; shared, not copied.</param>
    /// <param name="maxRows">Most beats in a batch.</param>
    /// <param name="workers">Cores to use.</param>
    /// <param name="seed">Of the dropout noise.</param>
    /// <exception cref="ArgumentException">
    /// The engine does not have one of the layers; the message names them.
    /// </exception>
    internal INetworkPass Open(Network network, float[] weights, int maxRows, int workers, long seed);
}
