using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Writes a residual LSTM layer, for which ONNX has no operator, as a Scan over the time steps. The products
/// with x do not wait for the step before and stand outside; the body is the rest of
/// <see cref="ResidualLstmLayer"/>'s formulas.
/// </summary>
internal static class ResidualScan
{
    /// <returns>The hidden states [steps, beats, hidden].</returns>
    public static string Append(
        OnnxGraphWriter graph,
        ProductWriter products,
        string name,
        ResidualLstmLayer layer,
        float[] weights,
        string input)
    {
        int hidden = layer.Output.Features;
        string sums = products.Append(graph, $"{name}_input", input, layer.InputWeight, weights);
        string bias = graph.Constant($"{name}_bias", layer.Bias.Of(weights), layer.Bias.Count);
        sums = graph.Node("Add", [sums, bias]);
        string shortcut = layer.HasShortcut
            ? products.Append(graph, $"{name}_shortcut", input, layer.Shortcut, weights)
            : input;
        string zeros = Zeros(graph, name, input, hidden);
        OnnxGraphWriter body = Body(products, name, layer, weights);
        string states = $"{name}_states";
        graph.Node(
            "Scan",
            [zeros, zeros, sums, shortcut],
            [$"{name}_last_hidden", $"{name}_last_cell", states],
            [graph.Body("body", body), OnnxGraphWriter.Integer("num_scan_inputs", 2)],
            domain: "");
        return states;
    }

    /// <summary>h and c before the first step, [beats, hidden].</summary>
    private static string Zeros(OnnxGraphWriter graph, string name, string input, int hidden)
    {
        string shape = graph.Node("Shape", [input]);
        string beats = graph.Node("Gather", [shape, graph.Constant($"{name}_beats", [1L], 1)]);
        string size = graph.Constant($"{name}_hidden", [(long)hidden], 1);
        string zeroShape = graph.Node("Concat", [beats, size], OnnxGraphWriter.Integer("axis", 0));
        return graph.Node("ConstantOfShape", [zeroShape]);
    }

    private static OnnxGraphWriter Body(
        ProductWriter products, string name, ResidualLstmLayer layer, float[] weights)
    {
        int hidden = layer.Output.Features;
        OnnxGraphWriter body = new($"{name}_step", $"{name}_");
        string h = body.Input($"{name}_h", hidden);
        string c = body.Input($"{name}_c", hidden);
        string sums = body.Input($"{name}_sums", 4 * hidden);
        string shortcut = body.Input($"{name}_x", hidden);
        string fromHidden = products.Append(body, $"{name}_recurrent", h, layer.HiddenWeight, weights);
        string[] parts = Split(
            body, $"{name}_parts", body.Node("Add", [sums, fromHidden]), 2 * hidden, hidden, hidden);

        string peephole = products.Append(body, $"{name}_peephole", c, layer.Peephole, weights);
        string inputAndForget = body.Node("Sigmoid", [body.Node("Add", [parts[0], peephole])]);
        string[] gates = Split(body, $"{name}_gates", inputAndForget, hidden, hidden);
        string kept = body.Node("Mul", [gates[1], c]);
        string added = body.Node("Mul", [gates[0], body.Node("Tanh", [parts[1]])]);
        string cell = $"{name}_c_out";
        body.Node("Add", [kept, added], [cell], [], domain: "");

        string outputPeephole = products.Append(
            body, $"{name}_output_peephole", cell, layer.OutputPeephole, weights);
        string output = body.Node("Sigmoid", [body.Node("Add", [parts[2], outputPeephole])]);
        string tanh = body.Node("Tanh", [cell]);
        string residual = products.Append(body, $"{name}_residual", tanh, layer.Residual, weights);
        string mixed = body.Node("Add", [residual, shortcut]);
        string state = $"{name}_h_out";
        body.Node("Mul", [output, mixed], [state], [], domain: "");
        body.Node("Identity", [state], [$"{name}_y"], [], domain: "");
        DescribeOutputs(body, name, hidden);
        return body;
    }

    /// <summary>A Scan's outputs are its states, then what it collects.</summary>
    private static void DescribeOutputs(OnnxGraphWriter body, string name, int hidden)
    {
        body.Output($"{name}_h_out", hidden);
        body.Output($"{name}_c_out", hidden);
        body.Output($"{name}_y", hidden);
    }

    private static string[] Split(
        OnnxGraphWriter body, string name, string tensor, params ReadOnlySpan<long> sizes)
    {
        string lengths = body.Constant(name, sizes, sizes.Length);
        string[] outputs = new string[sizes.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = $"{name}_{i}";
        }

        body.Node("Split", [tensor, lengths], outputs, [OnnxGraphWriter.Integer("axis", 1)], domain: "");
        return outputs;
    }
}
