using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// The windows a convolution slides over a sequence, laid out as rows of a matrix (im2col), and their
/// adjoint. Window w covers the steps w · stride − padding … + taps − 1; what lies outside the sequence is
/// zero.
/// </summary>
internal readonly record struct StepWindows(int Taps, int Stride, int Padding)
{
    /// <summary>Windows over a sequence of some steps.</summary>
    public int CountOver(int steps) => ((steps + (2 * Padding) - Taps) / Stride) + 1;

    /// <summary>Sequence [steps, rows, features] → windows [windows, rows, taps · features].</summary>
    public void Gather(ReadOnlySpan<float> sequence, SequenceShape shape, int rows, Span<float> windows)
    {
        int features = shape.Features;
        int count = CountOver(shape.Steps) * rows;
        for (int at = 0; at < count * Taps; at++)
        {
            (int window, int row, int tap) = (at / Taps / rows, at / Taps % rows, at % Taps);
            int step = (window * Stride) - Padding + tap;
            Span<float> target = windows.Slice(at * features, features);
            if (step >= 0 && step < shape.Steps)
            {
                sequence.Slice(((step * rows) + row) * features, features).CopyTo(target);
            }
            else
            {
                target.Clear();
            }
        }
    }

    /// <summary>Adds windows [windows, rows, taps · features] up into the sequence they cover.</summary>
    public void Scatter(ReadOnlySpan<float> windows, SequenceShape shape, int rows, Span<float> sequence)
    {
        int features = shape.Features;
        int count = CountOver(shape.Steps) * rows;
        for (int at = 0; at < count * Taps; at++)
        {
            (int window, int row, int tap) = (at / Taps / rows, at / Taps % rows, at % Taps);
            int step = (window * Stride) - Padding + tap;
            if (step >= 0 && step < shape.Steps)
            {
                Span<float> target = sequence.Slice(((step * rows) + row) * features, features);
                TensorPrimitives.Add(target, windows.Slice(at * features, features), target);
            }
        }
    }
}
