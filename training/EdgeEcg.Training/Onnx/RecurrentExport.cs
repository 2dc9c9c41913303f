using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// A recurrent network as ONNX, in single precision or dynamic int8. The beat becomes a sequence [samples,
/// beats, 1], passes layer by layer, and becomes a beat again. In int8 the weights are stored as codes, one
/// scale per output, and activations are quantized by ONNX Runtime as they come; the first layer's single
/// input stays float.
/// </summary>
internal sealed class RecurrentExport
{
    private readonly Network _network;
    private readonly float[] _weights;
    private readonly OnnxGraphWriter _graph;
    private readonly ProductWriter _products;
    private readonly WeightRange? _range;

    private RecurrentExport(Network network, float[] weights, WeightRange? range)
    {
        _network = network;
        _weights = weights;
        _range = range;
        _graph = new OnnxGraphWriter(network.Architecture);
        _products = new ProductWriter(range);
    }

    /// <param name="network">A chain that begins with time steps.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="range">Of int8 weights; null for single precision.</param>
    public static byte[] Write(Network network, float[] weights, WeightRange? range) =>
        new RecurrentExport(network, weights, range).Write();

    private byte[] Write()
    {
        string beats = _graph.Input("beat", _network.Input.Values);
        string tensor = _graph.Node("Transpose", [beats], OnnxGraphWriter.Integers("perm", 1, 0));
        tensor = _graph.Node("Unsqueeze", [tensor, _graph.Constant("last_axis", [2L], 1)]);
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            tensor = Append(_network.Layers[i], $"layer{i}", tensor);
        }

        tensor = _graph.Node("Squeeze", [tensor, "last_axis"]);
        Schema.Attribute perm = OnnxGraphWriter.Integers("perm", 1, 0);
        _graph.Node("Transpose", [tensor], ["reconstruction"], [perm], domain: "");
        _graph.Output("reconstruction", _network.Output.Values);
        return _graph.ToBytes();
    }

    private string Append(ILayer layer, string name, string tensor) => layer switch
    {
        LstmLayer lstm => LstmNode.Append(_graph, name, lstm, _weights, tensor, _range),
        ResidualLstmLayer residual =>
            ResidualScan.Append(_graph, _products, name, residual, _weights, tensor),
        DenseLayer dense => Dense(dense, name, tensor),
        ActivationLayer activation => FloatExport.Activate(_graph, tensor, activation.Kind),
        LastStepLayer last =>
            _graph.Node("Gather", [tensor, _graph.Constant(name, [last.Input.Steps - 1L], 1)]),
        RepeatLayer repeat =>
            _graph.Node("Expand", [tensor, _graph.Constant(name, [repeat.Output.Steps, 1L, 1L], 3)]),
        DropoutLayer or SparsityLayer => tensor,
        _ => throw new BadExportException(
            $"{_network.Architecture}: a recurrent model cannot be exported with a {layer.GetType().Name}."),
    };

    /// <summary>The last matrix is a single column: too small for int8 to save anything.</summary>
    private string Dense(DenseLayer dense, string name, string tensor)
    {
        ReadOnlySpan<float> weight = dense.Weight.Of(_weights);
        string product = ProductWriter.Float(
            _graph, name, tensor, weight, dense.Weight.Rows, dense.Weight.Columns);
        return dense.Bias.Count == 0
            ? product
            : _graph.Node(
                "Add", [product, _graph.Constant($"{name}_bias", dense.Bias.Of(_weights), dense.Bias.Count)]);
    }
}
