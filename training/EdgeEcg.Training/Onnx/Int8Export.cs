using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// A feed-forward network as int8 ONNX in the QDQ form: every Gemm stands between DequantizeLinear nodes for
/// its input, weight and int32 bias and a QuantizeLinear for its output, which is the pattern ONNX Runtime
/// fuses into one QGemm. The last stage stays in single precision after its sum, so that the score is not
/// rounded to 256 levels.
/// </summary>
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
        string tensor = graph.Input("beat", network.Input.Values);
        for (int i = 0; i < stages.Count; i++)
        {
            string quantized = RoundTrip(graph, tensor, $"input_{i}", inputs[i]);
            tensor = Gemm(graph, quantized, i, stages[i], inputs[i].Scale, range);
            tensor = FloatExport.Activate(graph, tensor, stages[i].Activation);
        }

        graph.Node("Identity", [tensor], ["reconstruction"], [], domain: "");
        graph.Output("reconstruction", network.Output.Values);
        return graph.ToBytes();
    }

    private static string RoundTrip(
        OnnxGraphWriter graph, string tensor, string name, AffineQuantization quantization)
    {
        string scale = graph.Constant($"{name}_scale", [quantization.Scale]);
        string zero = graph.Constant($"{name}_zero", [quantization.ZeroPoint]);
        string code = graph.Node("QuantizeLinear", [tensor, scale, zero]);
        return graph.Node("DequantizeLinear", [code, scale, zero]);
    }

    private static string Gemm(
        OnnxGraphWriter graph,
        string input,
        int index,
        FeedForwardStage stage,
        float inputScale,
        WeightRange range)
    {
        QuantizedWeights quantized = QuantizedWeights.Of(stage.Weights, stage.Bias, inputScale, range);
        string codes = graph.Constant($"weight_{index}", quantized.Codes, stage.Inputs, stage.Outputs);
        string scales = graph.Constant($"weight_{index}_scale", quantized.Scales, stage.Outputs);
        string zeros = graph.Constant($"weight_{index}_zero", new sbyte[stage.Outputs], stage.Outputs);
        string weight = graph.Node(
            "DequantizeLinear", [codes, scales, zeros], OnnxGraphWriter.Integer("axis", 1));
        string biasCodes = graph.Constant($"bias_{index}", quantized.Biases, stage.Outputs);
        string biasScales = graph.Constant($"bias_{index}_scale", quantized.BiasScales, stage.Outputs);
        string biasZeros = graph.Constant($"bias_{index}_zero", new int[stage.Outputs], stage.Outputs);
        string bias = graph.Node(
            "DequantizeLinear", [biasCodes, biasScales, biasZeros], OnnxGraphWriter.Integer("axis", 0));
        return graph.Node("Gemm", [input, weight, bias]);
    }
}
