using EdgeEcg.Training.Onnx.Schema;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Makes int8 of a float graph in the QDQ form: the input of every product with constant weights goes through
/// QuantizeLinear and DequantizeLinear, and its weights become int8 codes with one scale per output channel.
/// Everything between stays as it is; ONNX Runtime fuses what it can. An LSTM becomes ONNX Runtime's
/// DynamicQuantizeLSTM.
/// </summary>
internal sealed class QdqInsertion
{
    private const string MicrosoftDomain = "com.microsoft";

    /// <summary>X, W, R, B, sequence lengths, two initial states, peepholes.</summary>
    private const int LstmInputs = 8;

    private readonly Graph _graph;
    private readonly GraphIndex _index;
    private readonly WeightRange _range;
    private readonly Dictionary<string, AffineQuantization> _activations;
    private readonly Dictionary<string, string> _roundTrips = [];
    private readonly List<Node> _nodes = [];

    private QdqInsertion(
        Graph graph, WeightRange range, Dictionary<string, AffineQuantization> activations)
    {
        _graph = graph;
        _index = new GraphIndex(graph);
        _range = range;
        _activations = activations;
    }

    /// <summary>The tensors whose ranges <see cref="Apply"/> has to know.</summary>
    public static string[] ActivationsOf(Graph graph)
    {
        GraphIndex index = new(graph);
        return [.. graph.Node.Where(node => ChannelAxis(node, index) >= 0)
            .Select(node => node.Input[0]).Distinct()];
    }

    public static void Apply(
        Model model, WeightRange range, Dictionary<string, AffineQuantization> activations)
    {
        QdqInsertion insertion = new(model.Graph, range, activations);
        insertion.Run();
        bool usesMicrosoft = model.Graph.Node.Any(node => node.Domain == MicrosoftDomain);
        if (usesMicrosoft && model.OpsetImport.All(set => set.Domain != MicrosoftDomain))
        {
            model.OpsetImport.Add(new OperatorSet { Domain = MicrosoftDomain, Version = 1 });
        }
    }

    private void Run()
    {
        foreach (Node node in _graph.Node)
        {
            int axis = ChannelAxis(node, _index);
            if (axis >= 0)
            {
                QuantizeProduct(node, axis);
            }
            else if (node.OpType == "LSTM")
            {
                QuantizeLstm(node);
            }

            _nodes.Add(node);
        }

        _graph.Node.Clear();
        _graph.Node.AddRange(_nodes);
        GraphIndex.DropUnread(_graph);
    }

    /// <summary>The weight's axis with the outputs; negative where there is nothing to quantize.</summary>
    private static int ChannelAxis(Node node, GraphIndex index)
    {
        bool isProduct = node.OpType is "Gemm" or "MatMul" or "Conv" or "ConvTranspose";
        if (!isProduct || index.Constant(node.Input[0]) is not null
            || index.Constant(node.Input[1]) is not { } weight || OnnxTensors.Floats(weight) is null)
        {
            return -1;
        }

        return (node.OpType, weight.Dims.Count) switch
        {
            ("Gemm", 2) => GraphIndex.IntegerOf(node, "transB", 0) == 0 ? 1 : 0,
            ("MatMul", 2) => 1,
            ("Conv", >= 3) => 0,
            ("ConvTranspose", >= 3) when GraphIndex.IntegerOf(node, "group", 1) == 1 => 1,
            _ => -1,
        };
    }

    private void QuantizeProduct(Node node, int axis)
    {
        AffineQuantization activation = _activations[node.Input[0]];
        node.Input[0] = RoundTrip(node.Input[0], activation);
        Tensor weight = _index.Constant(node.Input[1])!;
        int channels = (int)weight.Dims[axis];
        float[] values = OnnxTensors.Floats(weight)!;

        // A Gemm may scale its bias by attributes; a transposed convolution has no int8 form to feed it to.
        bool takesBias = node.OpType is "Conv" || (node.OpType is "Gemm" && node.Attribute.Count == 0);
        float[]? bias = takesBias && node.Input.Count > 2 && _index.Constant(node.Input[2]) is { } tensor
            ? OnnxTensors.Floats(tensor)
            : null;
        bias = bias?.Length == channels ? bias : null;
        int[] order = ChannelsLast([.. weight.Dims], axis);
        float[] last = Array.ConvertAll(order, from => values[from]);
        QuantizedWeights quantized = QuantizedWeights.Of(
            last, bias ?? new float[channels], activation.Scale, _range);
        sbyte[] codes = new sbyte[values.Length];
        for (int i = 0; i < order.Length; i++)
        {
            codes[order[i]] = quantized.Codes[i];
        }

        string stem = _index.NewName($"{node.OpType}_weight");
        node.Input[1] = Dequantized(
            OnnxTensors.Of(stem, codes, [.. weight.Dims]), quantized.Scales,
            OnnxTensors.Of(stem + "_zero", new sbyte[channels], channels), axis);
        if (bias is not null)
        {
            string biasStem = _index.NewName($"{node.OpType}_bias");
            node.Input[2] = Dequantized(
                OnnxTensors.Of(biasStem, quantized.Biases, channels), quantized.BiasScales,
                OnnxTensors.Of(biasStem + "_zero", new int[channels], channels), axis: 0);
        }
    }

    /// <summary>W [1, 4 · hidden, inputs] and R become codes [1, inputs, 4 · hidden].</summary>
    private void QuantizeLstm(Node lstm)
    {
        Tensor? w = _index.Constant(lstm.Input[1]);
        Tensor? r = _index.Constant(lstm.Input[2]);
        if (w is not { Dims.Count: 3 } || r is not { Dims.Count: 3 } || OnnxTensors.Floats(w) is null
            || OnnxTensors.Floats(r) is null)
        {
            return;
        }

        while (lstm.Input.Count < LstmInputs)
        {
            lstm.Input.Add("");
        }

        lstm.OpType = "DynamicQuantizeLSTM";
        lstm.Domain = MicrosoftDomain;
        (lstm.Input[1], string wScale, string wZero) = RecurrentCodes(w);
        (lstm.Input[2], string rScale, string rZero) = RecurrentCodes(r);
        lstm.Input.AddRange([wScale, wZero, rScale, rZero]);
    }

    private (string Codes, string Scale, string Zero) RecurrentCodes(Tensor weight)
    {
        int directions = (int)weight.Dims[0];
        int outputs = (int)weight.Dims[1];
        int inputs = (int)weight.Dims[2];
        float[] values = OnnxTensors.Floats(weight)!;
        sbyte[] codes = new sbyte[values.Length];
        float[] scales = new float[directions * outputs];
        for (int d = 0; d < directions; d++)
        {
            float[] transposed = new float[inputs * outputs];
            for (int i = 0; i < transposed.Length; i++)
            {
                transposed[i] = values[(d * transposed.Length) + (i % outputs * inputs) + (i / outputs)];
            }

            QuantizedWeights quantized = QuantizedWeights.Of(
                transposed, new float[outputs], inputScale: 1, _range);
            quantized.Codes.CopyTo(codes, d * transposed.Length);
            quantized.Scales.CopyTo(scales, d * outputs);
        }

        string stem = _index.NewName("lstm_weight");
        _index.Add(OnnxTensors.Of(stem, codes, directions, inputs, outputs));
        _index.Add(OnnxTensors.Of(stem + "_scale", scales, directions, outputs));
        _index.Add(OnnxTensors.Of(stem + "_zero", new sbyte[scales.Length], directions, outputs));
        return (stem, stem + "_scale", stem + "_zero");
    }

    private string RoundTrip(string tensor, AffineQuantization quantization)
    {
        if (_roundTrips.TryGetValue(tensor, out string? known))
        {
            return known;
        }

        string stem = _index.NewName("activation");
        _index.Add(OnnxTensors.Of(stem + "_scale", [quantization.Scale]));
        _index.Add(OnnxTensors.Of(stem + "_zero", [quantization.ZeroPoint]));
        string code = Append("QuantizeLinear", [tensor, stem + "_scale", stem + "_zero"], axis: null);
        string value = Append("DequantizeLinear", [code, stem + "_scale", stem + "_zero"], axis: null);
        _roundTrips.Add(tensor, value);
        return value;
    }

    private string Dequantized(Tensor codes, float[] scales, Tensor zeros, int axis)
    {
        Tensor scale = OnnxTensors.Of(codes.Name + "_scale", scales, scales.Length);
        _index.Add(codes);
        _index.Add(scale);
        _index.Add(zeros);
        return Append("DequantizeLinear", [codes.Name, scale.Name, zeros.Name], axis);
    }

    private string Append(string operation, string[] inputs, int? axis)
    {
        Node node = new() { OpType = operation, Name = _index.NewName(operation) };
        node.Input.AddRange(inputs);
        node.Output.Add(_index.NewName(node.Name + "_out"));
        if (axis is { } along)
        {
            node.Attribute.Add(new Onnx.Schema.Attribute
            {
                Name = "axis", I = along, Type = Onnx.Schema.Attribute.Types.Kind.Int,
            });
        }

        _nodes.Add(node);
        return node.Output[0];
    }

    /// <summary>For each place in [rest, channels] the place in the tensor as it is.</summary>
    private static int[] ChannelsLast(long[] dims, int axis)
    {
        int channels = (int)dims[axis];
        int inner = (int)dims[(axis + 1)..].Aggregate(1L, (product, dim) => product * dim);
        int count = (int)dims.Aggregate(1L, (product, dim) => product * dim);
        int[] order = new int[count];
        for (int from = 0; from < count; from++)
        {
            int channel = from / inner % channels;
            int rest = (from / (inner * channels) * inner) + (from % inner);
            order[(rest * channels) + channel] = from;
        }

        return order;
    }
}
