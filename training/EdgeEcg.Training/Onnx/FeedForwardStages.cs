using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Reads a chain of dense, batch norm, activation, dropout and committee layers as the stages that an export
/// writes.
/// </summary>
internal static class FeedForwardStages
{
    public static IReadOnlyList<FeedForwardStage> Of(Network network, float[] weights)
    {
        List<FeedForwardStage> stages = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            FeedForwardStage? last = stages.Count > 0 ? stages[^1] : null;
            FeedForwardStage next = (network.Layers[i], last) switch
            {
                (DenseLayer dense, _) => Start(dense, weights, i),
                (GroupedDenseLayer grouped, _) => Start(grouped, weights, i),
                (CommitteeLayer, { Activation: ActivationKind.Linear }) => Mean(last, i),
                (BatchNormLayer norm, { Activation: ActivationKind.Linear }) => Fold(last, norm, weights, i),
                (ActivationLayer activation, { Activation: ActivationKind.Linear }) =>
                    last with { Activation = activation.Kind, LastLayer = i },
                (DropoutLayer, not null) => last with { LastLayer = i },
                _ => throw new BadExportException(
                    $"{network.Architecture}: {network.Layers[i].GetType().Name} {i} needs a dense layer."),
            };
            if (network.Layers[i] is not (DenseLayer or GroupedDenseLayer))
            {
                stages.RemoveAt(stages.Count - 1);
            }

            stages.Add(next);
        }

        return stages;
    }

    private static FeedForwardStage Start(DenseLayer dense, float[] weights, int layer)
    {
        float[] bias = new float[dense.Output.Features];
        dense.Bias.Of(weights).CopyTo(bias);
        return new FeedForwardStage(dense.Weight.Of(weights).ToArray(), bias, ActivationKind.Linear, layer);
    }

    /// <summary>The groups' matrices, which lie one below the other, side by side.</summary>
    private static FeedForwardStage Start(GroupedDenseLayer grouped, float[] weights, int layer)
    {
        float[] bias = grouped.Bias.Of(weights).ToArray();
        ReadOnlySpan<float> stacked = grouped.Weight.Of(weights);
        float[] beside = new float[stacked.Length];
        int inputs = grouped.Input.Features / grouped.Groups;
        int outputs = bias.Length / grouped.Groups;
        for (int row = 0; row < grouped.Input.Features; row++)
        {
            int to = (row % inputs * bias.Length) + (row / inputs * outputs);
            stacked.Slice(row * outputs, outputs).CopyTo(beside.AsSpan(to));
        }

        return new FeedForwardStage(beside, bias, ActivationKind.Linear, layer, grouped.Groups);
    }

    /// <summary>
    /// The mean of the groups: their matrices one below the other again, which adds them up, divided by their
    /// number.
    /// </summary>
    private static FeedForwardStage Mean(FeedForwardStage stage, int layer)
    {
        int outputs = stage.Outputs / stage.Groups;
        float[] bias = new float[outputs];
        float[] stacked = new float[stage.Weights.Length];
        for (int i = 0; i < stage.Outputs; i++)
        {
            bias[i % outputs] += stage.Bias[i] / stage.Groups;
        }

        for (int i = 0; i < stacked.Length; i++)
        {
            (int row, int channel) = (i / stage.Outputs, i % stage.Outputs);
            int to = (((channel / outputs * stage.InputsPerGroup) + row) * outputs) + (channel % outputs);
            stacked[to] = stage.Weights[i] / stage.Groups;
        }

        return new FeedForwardStage(stacked, bias, ActivationKind.Linear, layer);
    }

    /// <summary>γ (x W + b − mean) / √(variance + ε) + β, the factors multiplied into W and b.</summary>
    private static FeedForwardStage Fold(
        FeedForwardStage stage, BatchNormLayer norm, float[] weights, int layer)
    {
        ReadOnlySpan<float> gamma = norm.Gamma.Of(weights);
        ReadOnlySpan<float> beta = norm.Beta.Of(weights);
        ReadOnlySpan<float> mean = norm.RunningMean.Of(weights);
        ReadOnlySpan<float> variance = norm.RunningVariance.Of(weights);
        float[] folded = new float[stage.Weights.Length];
        float[] bias = new float[stage.Outputs];
        for (int channel = 0; channel < stage.Outputs; channel++)
        {
            double factor = gamma[channel] / Math.Sqrt(variance[channel] + BatchNormLayer.Epsilon);
            bias[channel] = (float)(((stage.Bias[channel] - mean[channel]) * factor) + beta[channel]);
            for (int i = channel; i < folded.Length; i += stage.Outputs)
            {
                folded[i] = (float)(stage.Weights[i] * factor);
            }
        }

        return new FeedForwardStage(folded, bias, ActivationKind.Linear, layer);
    }
}
