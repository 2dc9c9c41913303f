using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Writes an LSTM layer as ONNX's LSTM, or as ONNX Runtime's DynamicQuantizeLSTM. Both want the gates as
/// input, output, forget, candidate; ours are input, forget, candidate, output. The float form takes weights
/// [1, 4 · hidden, inputs], the int8 form [1, inputs, 4 · hidden].
/// </summary>
internal static class LstmNode
{
    /// <summary>Which of our gates each of ONNX's is.</summary>
    private static readonly int[] GateOrder = [0, 3, 1, 2];

    /// <returns>The hidden states [steps, beats, hidden].</returns>
    public static string Append(
        OnnxGraphWriter graph,
        string name,
        LstmLayer layer,
        float[] weights,
        string input,
        WeightRange? range)
    {
        int hidden = layer.Output.Features;
        float[] bias =
        [
            .. Reordered(layer.InputBias.Of(weights), hidden),
            .. Reordered(layer.HiddenBias.Of(weights), hidden),
        ];
        string biasName = graph.Constant($"{name}_bias", bias, 1, bias.Length);
        float[] inputWeight = Reordered(layer.InputWeight.Of(weights), hidden);
        float[] hiddenWeight = Reordered(layer.HiddenWeight.Of(weights), hidden);
        Schema.Attribute size = OnnxGraphWriter.Integer("hidden_size", hidden);
        string states = $"{name}_states";
        if (range is { } bits)
        {
            (string w, string wScale, string wZero) = Int8(graph, $"{name}_input", inputWeight, hidden, bits);
            (string r, string rScale, string rZero) = Int8(
                graph, $"{name}_hidden", hiddenWeight, hidden, bits);
            ReadOnlySpan<string> inputs =
                [input, w, r, biasName, "", "", "", "", wScale, wZero, rScale, rZero];
            graph.Node("DynamicQuantizeLSTM", inputs, [states], [size], OnnxGraphWriter.MicrosoftDomain);
        }
        else
        {
            string w = Float(graph, $"{name}_input", inputWeight, hidden);
            string r = Float(graph, $"{name}_hidden", hiddenWeight, hidden);
            graph.Node("LSTM", [input, w, r, biasName], [states], [size], domain: "");
        }

        return graph.Node("Squeeze", [states, graph.Constant($"{name}_directions", [1L], 1)]);
    }

    /// <summary>Rows [4 · hidden] with their gates in ONNX's order.</summary>
    private static float[] Reordered(ReadOnlySpan<float> rows, int hidden)
    {
        float[] result = new float[rows.Length];
        for (int at = 0; at < rows.Length; at += hidden)
        {
            int gate = at / hidden % GateOrder.Length;
            int from = at + ((GateOrder[gate] - gate) * hidden);
            rows.Slice(from, hidden).CopyTo(result.AsSpan(at));
        }

        return result;
    }

    private static string Float(OnnxGraphWriter graph, string name, float[] weight, int hidden)
    {
        int columns = 4 * hidden;
        int rows = weight.Length / columns;
        float[] transposed = new float[weight.Length];
        for (int i = 0; i < weight.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = weight[i];
        }

        return graph.Constant($"{name}_weight", transposed, 1, columns, rows);
    }

    private static (string Codes, string Scales, string Zeros) Int8(
        OnnxGraphWriter graph, string name, float[] weight, int hidden, WeightRange bits)
    {
        int columns = 4 * hidden;
        QuantizedWeights quantized = QuantizedWeights.Of(weight, new float[columns], inputScale: 1, bits);
        return (
            graph.Constant($"{name}_weight", quantized.Codes, 1, weight.Length / columns, columns),
            graph.Constant($"{name}_scale", quantized.Scales, 1, columns),
            graph.Constant($"{name}_zero", new sbyte[columns], 1, columns));
    }
}
