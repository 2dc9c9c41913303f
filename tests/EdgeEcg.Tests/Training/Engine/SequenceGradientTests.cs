using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class SequenceGradientTests
{
    /// <summary>
    /// Steps, inputs, hidden units, rows: below, at and above the eight lanes and the four-row pieces.
    /// </summary>
    public static TheoryData<int, int, int, int> RecurrentShapes => new()
    {
        { 1, 2, 3, 1 }, { 5, 1, 8, 2 }, { 4, 3, 9, 5 }, { 3, 4, 4, 4 },
    };

    [Theory]
    [MemberData(nameof(RecurrentShapes))]
    public void Lstm_derivatives_agree_with_differences(int steps, int inputs, int hidden, int rows)
    {
        WeightLayout layout = new();

        LstmLayer layer = new(layout, "lstm", new SequenceShape(steps, inputs), hidden);

        LayerGradients.Check(layer, layout, rows);
    }

    [Theory]
    [MemberData(nameof(RecurrentShapes))]
    public void Residual_lstm_derivatives_agree_with_differences(int steps, int inputs, int hidden, int rows)
    {
        WeightLayout layout = new();

        ResidualLstmLayer layer = new(layout, "residual", new SequenceShape(steps, inputs), hidden);

        Assert.Equal(inputs != hidden, layer.HasShortcut);
        LayerGradients.Check(layer, layout, rows);
    }

    [Theory]
    [InlineData(7, 2, 3, 3, 1, 1)]
    [InlineData(8, 1, 4, 4, 2, 1)]
    [InlineData(9, 3, 17, 5, 3, 2)]
    public void Convolution_derivatives_agree_with_differences(
        int steps, int inputs, int outputs, int taps, int stride, int padding)
    {
        WeightLayout layout = new();
        StepWindows windows = new(taps, stride, padding);

        Conv1dLayer layer = new(layout, "conv", new SequenceShape(steps, inputs), outputs, windows);

        LayerGradients.Check(layer, layout, rows: 3);
    }

    [Theory]
    [InlineData(7, 2, 3, 3, 1, 1)]
    [InlineData(8, 1, 4, 4, 2, 1)]
    public void Transposed_convolution_derivatives_agree_with_differences(
        int steps, int outputs, int inputs, int taps, int stride, int padding)
    {
        WeightLayout layout = new();
        StepWindows windows = new(taps, stride, padding);
        SequenceShape input = new(windows.CountOver(steps), inputs);

        ConvTranspose1dLayer layer = new(layout, "conv", input, new SequenceShape(steps, outputs), windows);

        LayerGradients.Check(layer, layout, rows: 3);
    }

    [Fact]
    public void Last_step_repeat_and_reshape_derivatives_agree_with_differences()
    {
        LayerGradients.Check(new LastStepLayer(new SequenceShape(4, 3)), new WeightLayout(), rows: 2);
        LayerGradients.Check(new RepeatLayer(features: 3, steps: 4), new WeightLayout(), rows: 2);
        LayerGradients.Check(
            new ReshapeLayer(new SequenceShape(6, 2), new SequenceShape(3, 4)), new WeightLayout(), rows: 2);
    }

    [Theory]
    [InlineData(SparsityForm.Divergence)]
    [InlineData(SparsityForm.FirstTerm)]
    internal void Sparsity_derivatives_agree_with_differences(SparsityForm form)
    {
        SparsityLayer layer = new(new SequenceShape(2, 3), form, target: 0.05f, weight: 0.3f);

        LayerGradients.Check(layer, new WeightLayout(), rows: 4, inputScale: 0.7f);
    }

    [Fact]
    public void The_sparsity_penalty_is_zero_at_its_target_and_grows_away_from_it()
    {
        double[] penalties = [.. new[] { -0.9f, -0.5f, 0, 0.5f }.Select(PenaltyOf)];

        Assert.Equal(0, penalties[0], 1e-6);
        Assert.True(penalties[1] < penalties[2] && penalties[2] < penalties[3]);
    }

    [Fact]
    public void A_reshaped_beat_keeps_the_order_of_its_values()
    {
        Network network = new("reshape", new WeightLayout(), [
            new ReshapeLayer(new SequenceShape(6, 1), new SequenceShape(3, 2)),
            new ReshapeLayer(new SequenceShape(3, 2), new SequenceShape(1, 6))]);
        NetworkPass pass = new(network, [], maxRows: 2, training: false, new Crew(1), seed: 1);
        float[] beats = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        float[] output = new float[12];

        pass.Forward(beats, rows: 2, output, training: false);

        Assert.Equal(beats, output);
    }

    /// <summary>Penalty of a batch of two whose activations are all <paramref name="activation"/>.</summary>
    private static double PenaltyOf(float activation)
    {
        Network network = new(
            "sparse", new WeightLayout(), [
                new SparsityLayer(new SequenceShape(1, 2), SparsityForm.Divergence, 0.05f, 1)]);
        NetworkPass pass = new(network, [], maxRows: 2, training: true, new Crew(1), seed: 1);
        float[] beats = [activation, activation, activation, activation];
        pass.Forward(beats, rows: 2, new float[4], training: true);
        return pass.Penalty;
    }
}
