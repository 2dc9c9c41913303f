using EdgeEcg.Training.Engine;
using TorchSharp;
using static TorchSharp.torch;

namespace EdgeEcg.Torch;

/// <summary>
/// One matrix of the network as a tensor of its own that gradients flow to. Its values are copied in before
/// each forward pass, because the optimiser works on the flat weights.
/// </summary>
/// <param name="slice">Where it is in the flat weights, [rows, columns].</param>
/// <param name="leaf">Of the same shape, or the transposed one, or flat.</param>
/// <param name="transposed">The tensor has [columns, rows].</param>
internal sealed class TorchWeight(WeightSlice slice, Tensor leaf, bool transposed) : IDisposable
{
    public Tensor Tensor => leaf;

    /// <summary>A leaf [rows, columns] that is not part of a module.</summary>
    public static TorchWeight Of(WeightSlice slice) =>
        new(slice, zeros(slice.Rows, slice.Columns, requires_grad: slice.Role is WeightRole.Trained), false);

    public void Load(float[] weights)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        Tensor values = tensor(slice.Of(weights).ToArray(), [slice.Rows, slice.Columns]);
        leaf.copy_((transposed ? values.t() : values).reshape(leaf.shape));
        leaf.grad?.zero_();
    }

    /// <summary>What was measured, back into the flat weights.</summary>
    public void Store(float[] weights) => CopyTo(leaf, slice.Of(weights));

    public void StoreGradient(float[] gradient)
    {
        if (leaf.grad is { } derivatives)
        {
            CopyTo(derivatives, slice.Of(gradient));
        }
    }

    public void Dispose() => leaf.Dispose();

    private void CopyTo(Tensor source, Span<float> target)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inOrder = transposed ? source.reshape(slice.Columns, slice.Rows).t() : source;
        inOrder.detach().contiguous().data<float>().CopyTo(target);
    }
}
