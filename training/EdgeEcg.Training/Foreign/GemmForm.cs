using EdgeEcg.Training.Onnx.Schema;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Gives every Gemm with constant weights the form that ONNX Runtime fuses in int8: weight [inputs, outputs],
/// bias [outputs], and no factors or transposition.
/// </summary>
internal static class GemmForm
{
    public static void Apply(Graph graph)
    {
        GraphIndex index = new(graph);
        foreach (Node gemm in graph.Node.Where(node => node.OpType == "Gemm"))
        {
            Simplify(gemm, index);
        }
    }

    private static void Simplify(Node gemm, GraphIndex index)
    {
        if (index.Constant(gemm.Input[1]) is not { Dims.Count: 2 } weight
            || OnnxTensors.Floats(weight) is not { } values || GraphIndex.IntegerOf(gemm, "transA", 0) != 0)
        {
            return;
        }

        bool transposed = GraphIndex.IntegerOf(gemm, "transB", 0) != 0;
        int rows = (int)weight.Dims[transposed ? 1 : 0];
        int columns = (int)weight.Dims[transposed ? 0 : 1];
        if (BiasOf(gemm, index, columns, FloatOf(gemm, "beta")) is not { } bias)
        {
            return;
        }

        float alpha = FloatOf(gemm, "alpha");
        float[] plain = new float[values.Length];
        for (int i = 0; i < plain.Length; i++)
        {
            int row = i / columns;
            int column = i % columns;
            plain[i] = alpha * values[transposed ? (column * rows) + row : i];
        }

        Tensor newWeight = OnnxTensors.Of(index.NewName("gemm_weight"), plain, rows, columns);
        Tensor newBias = OnnxTensors.Of(index.NewName("gemm_bias"), bias, columns);
        index.Add(newWeight);
        index.Add(newBias);
        string input = gemm.Input[0];
        gemm.Input.Clear();
        gemm.Input.AddRange([input, newWeight.Name, newBias.Name]);
        gemm.Attribute.Clear();
    }

    /// <summary>Zeros where there is none; null where it is not one value or one per output.</summary>
    private static float[]? BiasOf(Node gemm, GraphIndex index, int outputs, float factor)
    {
        if (gemm.Input.Count < 3 || gemm.Input[2].Length == 0)
        {
            return new float[outputs];
        }

        float[]? values = index.Constant(gemm.Input[2]) is { } tensor ? OnnxTensors.Floats(tensor) : null;
        return values switch
        {
            [float one] => [.. Enumerable.Repeat(one * factor, outputs)],
            { } each when each.Length == outputs => Array.ConvertAll(each, value => value * factor),
            _ => null,
        };
    }

    private static float FloatOf(Node node, string attribute) =>
        node.Attribute.FirstOrDefault(a => a.Name == attribute)?.F ?? 1;
}
