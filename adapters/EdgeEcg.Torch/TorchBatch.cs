using EdgeEcg.Training.Engine;
using static TorchSharp.torch;

namespace EdgeEcg.Torch;

/// <summary>What layers share in one forward pass.</summary>
/// <param name="Beats">The network's own input, which an autoencoder is to reconstruct.</param>
/// <param name="Rows">Beats in the batch.</param>
/// <param name="Training">Dropout drops, batch norm measures.</param>
/// <param name="Noise">Of the dropout layers.</param>
internal sealed record TorchBatch(Tensor Beats, int Rows, bool Training, SeededRandom Noise)
{
    /// <summary>What is added to the loss; none where no layer has a penalty.</summary>
    public Tensor? Penalty { get; set; }
}
