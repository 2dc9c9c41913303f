using System.Diagnostics;
using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>A network as ONNX in single precision: one product and one activation per stage.</summary>
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
        StageWriter writer = new(graph, stages);
        string tensor = writer.Input(network);
        for (int i = 0; i < stages.Count; i++)
        {
            FeedForwardStage stage = stages[i];
            float[] arranged = writer.Arrange(stage.Weights, stage);
            string weight = graph.Constant($"w{i}", arranged, writer.Dimensions(stage));
            string bias = graph.Constant($"b{i}", stage.Bias, stage.Outputs);
            tensor = writer.WantsFlat(stage) ? writer.Flatten(tensor) : tensor;
            tensor = writer.Product(stage, tensor, weight, bias);
            tensor = Activate(graph, tensor, stage.Activation);
        }

        writer.Output(network, tensor);
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
