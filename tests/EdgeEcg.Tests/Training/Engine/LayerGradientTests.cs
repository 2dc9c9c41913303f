using EdgeEcg.Scoring;
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
    public void Grouped_dense_derivatives_agree_with_differences()
    {
        WeightLayout layout = new();

        GroupedDenseLayer layer = new(layout, "grouped", new SequenceShape(1, 6), groups: 3, outputs: 5);

        LayerGradients.Check(layer, layout, rows: 4);
    }

    [Fact]
    public void Grouped_dense_is_its_groups_side_by_side_on_one_core_and_on_two()
    {
        WeightLayout layout = new();
        Network grouped = new(
            "grouped", layout, [new GroupedDenseLayer(layout, "grouped", new SequenceShape(1, 4), 2, 3)]);
        float[] weights = grouped.InitialWeights(seed: 2);
        float[] input = [1, -2, 3, -4, 5, -6, 7, -8];

        foreach (int workers in new[] { 1, 2 })
        {
            float[] output = new float[12];
            NetworkPass pass = new(grouped, weights, 2, training: false, new Crew(workers), seed: 1);
            pass.Forward(input, rows: 2, output, training: false);

            for (int i = 0; i < output.Length; i++)
            {
                (int row, int group, int column) = (i / 6, i % 6 / 3, i % 3);
                float expected = weights[12 + (i % 6)];
                for (int k = 0; k < 2; k++)
                {
                    float x = input[(row * 4) + (group * 2) + k];
                    expected = MathF.FusedMultiplyAdd(x, weights[(((group * 2) + k) * 3) + column], expected);
                }

                Assert.Equal(expected, output[i]);
            }
        }
    }

    [Fact]
    public void Error_of_the_committee_and_the_excess_are_the_mean_error_of_its_members()
    {
        float[] beat = [0.1f, -0.1f];
        float[] weights = Committee(out Network committee).InitialWeights(seed: 5);
        NetworkPass pass = new(committee, weights, maxRows: 1, training: true, new Crew(1), seed: 1);
        float[] mean = new float[2];

        pass.Forward(beat, rows: 1, mean, training: true);

        float[] members = pass.OutputOf(0).ToArray();
        double ofMembers = members.Select((y, i) => Math.Abs(y - beat[i % 2])).Average();
        double ofMean = mean.Select((y, i) => Math.Abs(y - beat[i])).Average();
        Assert.Equal((members[0] + members[2] + members[4]) / 3, mean[0], 1e-6f);
        Assert.True(pass.Penalty > 0);
        Assert.Equal(ofMembers, ofMean + pass.Penalty, 1e-6);
    }

    [Fact]
    public void Every_member_of_a_committee_learns_as_if_it_were_alone()
    {
        float[] beat = [0.5f, -1];
        float[] weights = Committee(out Network committee).InitialWeights(seed: 5);
        NetworkPass pass = new(committee, weights, maxRows: 1, training: true, new Crew(1), seed: 1);
        float[] mean = new float[2];
        float[] gradient = new float[2];

        pass.Forward(beat, rows: 1, mean, training: true);
        new ReconstructionLoss(ErrorMeasure.WeightedMeanAbsolute, [1, 1]).Gradient(beat, mean, 1, gradient);
        pass.Backward(gradient);

        // d/dy of the mean over three members and two samples of |y - x|.
        float[] expected = [.. pass.OutputOf(0).ToArray().Select((y, i) => Math.Sign(y - beat[i % 2]) / 6f)];
        float[] found = pass.InputGradientOf(1, 6).ToArray();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
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

    /// <summary>Three members of two samples.</summary>
    private static Network Committee(out Network committee)
    {
        WeightLayout layout = new();
        DenseLayer members = new(layout, "members", new SequenceShape(1, 2), outputs: 6);
        committee = new Network("committee", layout, [members, new CommitteeLayer(3, 2)]);
        return committee;
    }
}
