using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class VectorMathTests
{
    private static readonly float[] Arguments =
        [.. Enumerable.Range(-4000, 8003).Select(i => i * 0.025f), 0f, 1e-8f, -1e-8f, 1e30f, -1e30f];

    [Fact]
    public void Exp_is_within_three_units_in_the_last_place()
    {
        foreach (float x in Arguments.Where(x => Math.Abs(x) < 87))
        {
            double exact = Math.Exp(x);

            Assert.InRange(VectorMath.Exp(x), exact * (1 - 3.6e-7), exact * (1 + 3.6e-7));
        }
    }

    [Fact]
    public void Tanh_and_sigmoid_are_within_two_ten_millionths()
    {
        foreach (float x in Arguments)
        {
            Assert.InRange(VectorMath.Tanh(x), Math.Tanh(x) - 2e-7, Math.Tanh(x) + 2e-7);
            Assert.InRange(
                VectorMath.Sigmoid(x), (1 / (1 + Math.Exp(-x))) - 2e-7, (1 / (1 + Math.Exp(-x))) + 2e-7);
        }
    }

    [Fact]
    public void Vector_forms_are_their_scalar_twins_to_the_bit()
    {
        float[] tanh = new float[Arguments.Length];
        float[] sigmoid = new float[Arguments.Length];

        VectorMath.Tanh(Arguments, tanh);
        VectorMath.Sigmoid(Arguments, sigmoid);

        Assert.Equal(Arguments.Select(VectorMath.Tanh), tanh);
        Assert.Equal(Arguments.Select(VectorMath.Sigmoid), sigmoid);
    }
}
