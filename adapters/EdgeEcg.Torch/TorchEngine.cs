using EdgeEcg.Training.Engine;
using TorchSharp;

namespace EdgeEcg.Torch;

/// <summary>
/// Trains over TorchSharp: the feed-forward models and those of plain LSTM layers. Everything around forward
/// and backward stays the trainer's, so a model package comes out as from the trainer's own engine.
/// </summary>
public sealed class TorchEngine : ITrainingEngine
{
    private TorchEngine()
    {
    }

    public string Name => "torchsharp";

    /// <summary>Loads the native library.</summary>
    /// <exception cref="TorchLibraryException">It is missing or does not run on this system.</exception>
    public static TorchEngine Load()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return new TorchEngine();
        }
        catch (TypeInitializationException broken)
        {
            throw new TorchLibraryException(broken);
        }
    }

    INetworkPass ITrainingEngine.Open(
        Network network, float[] weights, int maxRows, int workers, long seed)
    {
        string[] unknown =
        [
            .. network.Layers.Where(layer => !TorchLayers.Has(layer))
                .Select(layer => layer.GetType().Name).Distinct(),
        ];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"{network.Architecture} has layers that the engine torchsharp does not have "
                + $"({string.Join(", ", unknown)}); train it with the engine edgeecg");
        }

        torch.set_num_threads(workers);
        return new TorchPass(network, weights, seed);
    }
}
