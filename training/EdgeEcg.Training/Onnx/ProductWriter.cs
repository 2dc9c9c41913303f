using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Writes x · W as a float MatMul, or as ONNX Runtime's DynamicQuantizeMatMul with int8 weights.
/// </summary>
internal sealed class ProductWriter(WeightRange? range)
{
    /// <summary>
    /// A matrix with fewer weights than this stays in single precision: rounding its input costs more time
    /// than its product, and around the bottleneck, where such matrices are, more of the beat than anywhere.
    /// Of residual-lstm-ae it makes 5 dB and a seventh less time, for 3 % of the file.
    /// </summary>
    private const int FewestInt8Weights = 4096;

    /// <param name="graph">Gets the weight and the node.</param>
    /// <param name="name">Of the weight.</param>
    /// <param name="input">x […, inputs].</param>
    /// <param name="slice">W [inputs, outputs].</param>
    /// <param name="weights">Where W lies.</param>
    /// <returns>x · W […, outputs].</returns>
    public string Append(
        OnnxGraphWriter graph, string name, string input, WeightSlice slice, float[] weights) =>
        range is { } bits && IsInt8(slice)
            ? Int8(graph, name, input, slice, weights, bits)
            : Float(graph, name, input, slice.Of(weights), slice.Rows, slice.Columns);

    /// <summary>Whether the int8 form of a model has this matrix in int8.</summary>
    public static bool IsInt8(WeightSlice slice) => slice.Rows > 1 && slice.Count >= FewestInt8Weights;

    public static string Float(
        OnnxGraphWriter graph,
        string name,
        string input,
        ReadOnlySpan<float> weight,
        int inputs,
        int outputs) =>
        graph.Node("MatMul", [input, graph.Constant($"{name}_weight", weight, inputs, outputs)]);

    private static string Int8(
        OnnxGraphWriter graph,
        string name,
        string input,
        WeightSlice slice,
        float[] weights,
        WeightRange bits)
    {
        float[] noBias = new float[slice.Columns];
        QuantizedWeights quantized = QuantizedWeights.Of(slice.Of(weights), noBias, inputScale: 1, bits);
        string codes = graph.Constant($"{name}_weight", quantized.Codes, slice.Rows, slice.Columns);
        string scales = graph.Constant($"{name}_scale", quantized.Scales, slice.Columns);
        string zeros = graph.Constant($"{name}_zero", new sbyte[slice.Columns], slice.Columns);
        return graph.Node(
            "DynamicQuantizeMatMul", OnnxGraphWriter.MicrosoftDomain, [input, codes, scales, zeros]);
    }
}
