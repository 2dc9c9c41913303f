using System.Diagnostics;
using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// y = f(x), value by value. Every derivative is written in terms of y, so the input need not be kept.
/// </summary>
internal sealed class ActivationLayer(SequenceShape shape, ActivationKind kind) : ILayer
{
    public SequenceShape Input => shape;

    public SequenceShape Output => shape;

    public ActivationKind Kind => kind;

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        int count = pass.Rows * shape.Values;
        ReadOnlySpan<float> x = pass.Input.AsSpan(0, count);
        Span<float> y = pass.Output.AsSpan(0, count);
        switch (kind)
        {
            case ActivationKind.Linear:
                x.CopyTo(y);
                break;
            case ActivationKind.Relu:
                TensorPrimitives.Max(x, 0f, y);
                break;
            case ActivationKind.Tanh:
                VectorMath.Tanh(x, y);
                break;
            case ActivationKind.Sigmoid:
                VectorMath.Sigmoid(x, y);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public void Backward(LayerPass pass)
    {
        if (!pass.WantsInputGradient)
        {
            return;
        }

        int count = pass.Rows * shape.Values;
        ReadOnlySpan<float> y = pass.Output.AsSpan(0, count);
        ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(0, count);
        Span<float> dx = pass.InputGradient.AsSpan(0, count);
        Derivative(y, dx);
        TensorPrimitives.Multiply(dy, dx, dx);
    }

    private void Derivative(ReadOnlySpan<float> y, Span<float> slope)
    {
        switch (kind)
        {
            case ActivationKind.Linear:
                slope.Fill(1);
                break;
            case ActivationKind.Relu:
                for (int i = 0; i < slope.Length; i++)
                {
                    slope[i] = y[i] > 0 ? 1 : 0;
                }

                break;
            case ActivationKind.Tanh:
                TensorPrimitives.Multiply(y, y, slope);
                TensorPrimitives.Subtract(1f, slope, slope);
                break;
            case ActivationKind.Sigmoid:
                TensorPrimitives.Subtract(1f, y, slope);
                TensorPrimitives.Multiply(y, slope, slope);
                break;
            default:
                throw new UnreachableException();
        }
    }
}
