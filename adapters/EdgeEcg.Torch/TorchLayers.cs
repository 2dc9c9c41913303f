using System.Diagnostics;
using EdgeEcg.Training.Engine;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace EdgeEcg.Torch;

/// <summary>
/// The trainer's layers in TorchSharp's words, on the same weights in the same layout. The noise of dropout
/// is drawn by the trainer, so that both engines drop the same values.
/// </summary>
internal static class TorchLayers
{
    public static bool Has(ILayer layer) => layer is DenseLayer or GroupedDenseLayer or CommitteeLayer
        or ActivationLayer or DropoutLayer or BatchNormLayer or LstmLayer or RepeatLayer or LastStepLayer;

    public static TorchLayer Of(ILayer layer) => layer switch
    {
        DenseLayer dense => Dense(dense),
        GroupedDenseLayer grouped => Grouped(grouped),
        CommitteeLayer committee => new TorchLayer([], (x, batch) => Committee(committee, x, batch)),
        ActivationLayer activation => new TorchLayer([], (x, _) => Activate(activation.Kind, x)),
        DropoutLayer dropout => new TorchLayer([], (x, batch) => Drop(dropout, x, batch)),
        BatchNormLayer norm => BatchNorm(norm),
        LstmLayer lstm => Lstm(lstm),
        RepeatLayer repeat => new TorchLayer(
            [], (x, batch) => x.expand(repeat.Output.Steps, batch.Rows, repeat.Output.Features)),
        LastStepLayer => new TorchLayer([], (x, _) => x.narrow(0, x.shape[0] - 1, 1)),
        _ => throw new UnreachableException(),
    };

    private static TorchLayer Dense(DenseLayer layer)
    {
        TorchWeight weight = TorchWeight.Of(layer.Weight);
        if (layer.Bias.Count == 0)
        {
            return new TorchLayer([weight], (x, _) => matmul(x, weight.Tensor));
        }

        TorchWeight bias = TorchWeight.Of(layer.Bias);
        return new TorchLayer([weight, bias], (x, _) => matmul(x, weight.Tensor) + bias.Tensor);
    }

    private static TorchLayer Grouped(GroupedDenseLayer layer)
    {
        int inputs = layer.Input.Features / layer.Groups;
        int outputs = layer.Output.Features / layer.Groups;
        TorchWeight weight = TorchWeight.Of(layer.Weight);
        TorchWeight bias = TorchWeight.Of(layer.Bias);
        return new TorchLayer([weight, bias], (x, batch) =>
        {
            Tensor groups = x.reshape(batch.Rows, layer.Groups, inputs).permute(1, 0, 2);
            Tensor products = bmm(groups, weight.Tensor.reshape(layer.Groups, inputs, outputs));
            return products.permute(1, 0, 2).reshape(1, batch.Rows, layer.Output.Features) + bias.Tensor;
        });
    }

    private static Tensor Committee(CommitteeLayer layer, Tensor x, TorchBatch batch)
    {
        Tensor members = x.reshape(batch.Rows, layer.Members, layer.Output.Features);
        Tensor mean = members.mean([1], keepdim: true);
        if (batch.Training)
        {
            Tensor truth = batch.Beats.reshape(batch.Rows, 1, layer.Output.Features);
            Tensor excess = (members - truth).abs().mean() - (mean - truth).abs().mean();
            batch.Penalty = batch.Penalty is null ? excess : batch.Penalty + excess;
        }

        return mean.reshape(1, batch.Rows, layer.Output.Features);
    }

    private static Tensor Activate(ActivationKind kind, Tensor x) => kind switch
    {
        ActivationKind.Linear => x,
        ActivationKind.Relu => functional.relu(x),
        ActivationKind.Tanh => tanh(x),
        ActivationKind.Sigmoid => sigmoid(x),
        _ => throw new UnreachableException(),
    };

    private static Tensor Drop(DropoutLayer layer, Tensor x, TorchBatch batch)
    {
        if (!batch.Training)
        {
            return x;
        }

        float[] mask = new float[x.numel()];
        batch.Noise.FillDropped(mask, layer.Probability, survivor: 1 / (1 - layer.Probability));
        return x * tensor(mask, x.shape);
    }

    private static TorchLayer BatchNorm(BatchNormLayer layer)
    {
        TorchWeight gamma = TorchWeight.Of(layer.Gamma);
        TorchWeight beta = TorchWeight.Of(layer.Beta);
        TorchWeight mean = TorchWeight.Of(layer.RunningMean);
        TorchWeight variance = TorchWeight.Of(layer.RunningVariance);
        return new TorchLayer([gamma, beta, mean, variance], (x, batch) => functional.batch_norm(
            x.reshape(-1, layer.Input.Features),
            mean.Tensor.view(-1),
            variance.Tensor.view(-1),
            gamma.Tensor.view(-1),
            beta.Tensor.view(-1),
            batch.Training,
            BatchNormLayer.Momentum,
            BatchNormLayer.Epsilon).reshape(x.shape));
    }

    private static TorchLayer Lstm(LstmLayer layer)
    {
        LSTM module = LSTM(layer.Input.Features, layer.Output.Features);
        Dictionary<string, Parameter> named =
            module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        TorchWeight[] weights =
        [
            new(layer.InputWeight, named["weight_ih_l0"], transposed: true),
            new(layer.HiddenWeight, named["weight_hh_l0"], transposed: true),
            new(layer.InputBias, named["bias_ih_l0"], transposed: false),
            new(layer.HiddenBias, named["bias_hh_l0"], transposed: false),
        ];
        return new TorchLayer(weights, (x, _) => module.forward(x).Item1);
    }
}
