using System.Diagnostics;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>A network as ONNX in single precision: one Gemm and one activation per stage.</summary>
internal static class FloatExport
{
    public static byte[] Write(Network network, float[] weights)
    {
        if (network.Input.Steps > 1)
        {
            return RecurrentExport.Write(network, weights, range: null);
        }

        IReadOnlyList<FeedForwardStage> stages = FeedForwardStages.Of(network, weights);
        OnnxGraphWriter graph = new(network.Architecture);
        string tensor = graph.Input("beat", network.Input.Values);
        for (int i = 0; i < stages.Count; i++)
        {
            FeedForwardStage stage = stages[i];
            string weight = graph.Constant($"weight_{i}", stage.Weights, stage.Inputs, stage.Outputs);
            string bias = graph.Constant($"bias_{i}", stage.Bias, stage.Outputs);
            tensor = graph.Node("Gemm", [tensor, weight, bias]);
            tensor = Activate(graph, tensor, stage.Activation);
        }

        graph.Node("Identity", [tensor], ["reconstruction"], [], domain: "");
        graph.Output("reconstruction", network.Output.Values);
        return graph.ToBytes();
    }

    public static string Activate(OnnxGraphWriter graph, string tensor, ActivationKind kind) => kind switch
    {
        ActivationKind.Linear => tensor,
        ActivationKind.Relu => graph.Node("Relu", [tensor]),
        ActivationKind.Tanh => graph.Node("Tanh", [tensor]),
        ActivationKind.Sigmoid => graph.Node("Sigmoid", [tensor]),
        _ => throw new UnreachableException(),
    };
}
