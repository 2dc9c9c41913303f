using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class LayerGradientTests
{
    [Theory]
    [InlineData(1, 5, 3, 4)]
    [InlineData(3, 4, 17, 2)]
    public void Dense_derivatives_agree_with_differences(int steps, int inputs, int outputs, int rows)
    {
        WeightLayout layout = new();

        DenseLayer layer = new(layout, "dense", new SequenceShape(steps, inputs), outputs);

        LayerGradients.Check(layer, layout, rows);
    }

    [Fact]
    public void Dense_without_a_bias_has_derivatives_of_its_weights_only()
    {
        WeightLayout layout = new();

        DenseLayer layer = new(layout, "dense", new SequenceShape(2, 6), 1, hasBias: false);

        Assert.Equal(6, layout.Count);
        LayerGradients.Check(layer, layout, rows: 3);
    }

    [Fact]
    public void Batch_norm_derivatives_agree_with_differences()
    {
        WeightLayout layout = new();

        BatchNormLayer layer = new(layout, "norm", new SequenceShape(1, 5));

        LayerGradients.Check(layer, layout, rows: 6, inputScale: 2);
    }

    [Theory]
    [InlineData(ActivationKind.Linear)]
    [InlineData(ActivationKind.Tanh)]
    [InlineData(ActivationKind.Sigmoid)]
    public void Activation_derivatives_agree_with_differences(object kind)
    {
        WeightLayout layout = new();

        ActivationLayer layer = new(new SequenceShape(2, 11), (ActivationKind)kind);

        LayerGradients.Check(layer, layout, rows: 3);
    }

    [Fact]
    public void Relu_passes_the_gradient_where_its_output_is_positive()
    {
        WeightLayout layout = new();
        Network network = new("relu", layout, [
            new ActivationLayer(new SequenceShape(1, 3), ActivationKind.Linear),
            new ActivationLayer(new SequenceShape(1, 3), ActivationKind.Relu)]);
        NetworkPass pass = new(network, [], maxRows: 1, training: true, new Crew(1), seed: 1);
        float[] output = new float[3];

        pass.Forward([-1, 0, 2], rows: 1, output, training: true);
        pass.Backward([5, 6, 7]);

        Assert.Equal([0, 0, 2], output);
        Assert.Equal([0, 0, 7], pass.InputGradientOf(1, 3).ToArray());
    }

    [Fact]
    public void Dropout_derivatives_agree_with_differences()
    {
        WeightLayout layout = new();

        DropoutLayer layer = new(new SequenceShape(1, 20), 0.3f);

        LayerGradients.Check(layer, layout, rows: 4);
    }

    [Fact]
    public void Dropout_keeps_the_mean_while_training_and_every_value_afterwards()
    {
        const int Values = 20_000;
        Network network = new(
            "dropout", new WeightLayout(), [new DropoutLayer(new SequenceShape(1, Values), 0.25f)]);
        NetworkPass pass = new(network, [], maxRows: 1, training: true, new Crew(1), seed: 3);
        float[] ones = new float[Values];
        ones.AsSpan().Fill(1);
        float[] output = new float[Values];

        pass.Forward(ones, rows: 1, output, training: true);
        double share = output.Count(value => value == 0) / (double)Values;
        double mean = output.Average();
        pass.Forward(ones, rows: 1, output, training: false);

        Assert.InRange(share, 0.24, 0.26);
        Assert.InRange(mean, 0.98, 1.02);
        Assert.Equal(ones, output);
    }
}
