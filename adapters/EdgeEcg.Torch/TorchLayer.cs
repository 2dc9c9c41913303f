using static TorchSharp.torch;

namespace EdgeEcg.Torch;

/// <summary>A layer over TorchSharp: its weights and what it makes of its input.</summary>
/// <param name="Weights">In the layer's own order.</param>
/// <param name="Forward">[steps, rows, features] in and out.</param>
internal sealed record TorchLayer(
    IReadOnlyList<TorchWeight> Weights, Func<Tensor, TorchBatch, Tensor> Forward);
