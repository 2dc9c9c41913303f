using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// The mean of several members' outputs. While training it adds their disagreement to the loss, 1/K · Σₖ
/// mean((yₖ − ȳ)²): with a squared error, error of the mean + disagreement = mean of the members' own errors
/// (Krogh and Vedelsby 1995), so every member learns as if it were alone, and only the verdict is common.
/// </summary>
internal sealed class CommitteeLayer(int members, int features) : ILayer
{
    public SequenceShape Input => new(1, members * features);

    public SequenceShape Output => new(1, features);

    public int Members => members;

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        pass.Penalty = 0;
        for (int row = 0; row < pass.Rows; row++)
        {
            Span<float> mean = pass.Output.AsSpan(row * features, features);
            mean.Clear();
            for (int member = 0; member < members; member++)
            {
                TensorPrimitives.Add(mean, Of(pass.Input, row, member), mean);
            }

            TensorPrimitives.Multiply(mean, 1f / members, mean);
            for (int member = 0; pass.Training && member < members; member++)
            {
                float distance = TensorPrimitives.Distance<float>(Of(pass.Input, row, member), mean);
                pass.Penalty += (double)distance * distance / (members * features * pass.Rows);
            }
        }
    }

    public void Backward(LayerPass pass)
    {
        float slope = 2f / (members * features * pass.Rows);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<float> mean = pass.Output.AsSpan(row * features, features);
            ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(row * features, features);
            for (int member = 0; member < members; member++)
            {
                Span<float> dx = Of(pass.InputGradient, row, member);
                TensorPrimitives.Subtract(Of(pass.Input, row, member), mean, dx);
                TensorPrimitives.Multiply(dx, slope, dx);
                TensorPrimitives.MultiplyAdd(dy, 1f / members, dx, dx);
            }
        }
    }

    private Span<float> Of(float[] values, int row, int member) =>
        values.AsSpan(((row * members) + member) * features, features);
}
