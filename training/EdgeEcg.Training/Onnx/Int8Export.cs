using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// A feed-forward network as int8 ONNX in the QDQ form: every product stands between DequantizeLinear nodes
/// for its input, weight and int32 bias and a QuantizeLinear for its output, which is the pattern ONNX
/// Runtime fuses into one QGemm or QLinearConv. The last stage stays in single precision after its sum, so
/// that the score is not rounded to 256 levels.
/// </summary>
/// <remarks>
/// In a small model every byte per output counts. A bias has the scale that its sum has, input scale ×
/// weight scale, so the file has a Mul in its place, which ONNX Runtime carries out once, when it loads the
/// file. The axis of a weight and the zero point of a bias are left out because they are the operator's
/// defaults; the zero point of a weight is one too, but ONNX Runtime 1.30 does not fuse without it.
/// </remarks>
internal static class Int8Export
{
    public static byte[] Write(
        Network network,
        float[] weights,
        BeatMatrix calibrationBeats,
        CalibrationMethod method,
        WeightRange range)
    {
        if (network.Input.Steps > 1)
        {
            return RecurrentExport.Write(network, weights, range);
        }

        IReadOnlyList<FeedForwardStage> stages = FeedForwardStages.Of(network, weights);
        AffineQuantization[] inputs = Calibration.Of(network, weights, stages, calibrationBeats, method);
        OnnxGraphWriter graph = new(network.Architecture);
        StageWriter writer = new(graph, stages);
        string tensor = writer.Input(network);
        for (int i = 0; i < stages.Count; i++)
        {
            string scale = graph.Constant($"x{i}s", [inputs[i].Scale]);
            string zero = graph.Constant($"x{i}z", [inputs[i].ZeroPoint]);
            tensor = RoundTrip(graph, tensor, scale, zero);
            tensor = writer.WantsFlat(stages[i])
                ? RoundTrip(graph, writer.Flatten(tensor), scale, zero)
                : tensor;
            tensor = Product(graph, writer, tensor, i, stages[i], inputs[i].Scale, range);
            tensor = FloatExport.Activate(graph, tensor, stages[i].Activation);
        }

        writer.Output(network, tensor);
        return graph.ToBytes();
    }

    private static string RoundTrip(OnnxGraphWriter graph, string tensor, string scale, string zero)
    {
        string code = graph.Node("QuantizeLinear", [tensor, scale, zero]);
        return graph.Node("DequantizeLinear", [code, scale, zero]);
    }

    private static string Product(
        OnnxGraphWriter graph,
        StageWriter writer,
        string input,
        int index,
        FeedForwardStage stage,
        float inputScale,
        WeightRange range)
    {
        QuantizedWeights quantized = QuantizedWeights.Of(stage.Weights, stage.Bias, inputScale, range);
        sbyte[] arranged = writer.Arrange(quantized.Codes, stage);
        string codes = graph.Constant($"w{index}", arranged, writer.Dimensions(stage));
        string scales = graph.Constant($"w{index}s", quantized.Scales, stage.Outputs);
        string zeros = graph.Constant($"w{index}z", new sbyte[stage.Outputs], stage.Outputs);
        string weight = Dequantized(graph, [codes, scales, zeros], writer.OutputAxis(stage));
        string biasCodes = graph.Constant($"b{index}", quantized.Biases, stage.Outputs);
        string biasScales = graph.Node("Mul", [scales, $"x{index}s"]);
        string bias = Dequantized(graph, [biasCodes, biasScales], axis: 0);
        return writer.Product(stage, input, weight, bias);
    }

    /// <summary>Axis 1 is the operator's default.</summary>
    private static string Dequantized(OnnxGraphWriter graph, ReadOnlySpan<string> inputs, int axis) =>
        axis == 1
            ? graph.Node("DequantizeLinear", inputs)
            : graph.Node("DequantizeLinear", inputs, OnnxGraphWriter.Integer("axis", axis));
}
