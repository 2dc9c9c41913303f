using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeEcg.Training.Onnx.Schema;
using Google.Protobuf;
using Attribute = EdgeEcg.Training.Onnx.Schema.Attribute;
using ValueType = EdgeEcg.Training.Onnx.Schema.ValueType;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Puts an ONNX graph together node by node. Names are given in the order of calls, so the same model gives
/// the same bytes; they are short, and nodes have none, because in a small model names are what weighs.
/// </summary>
/// <param name="name">Of the graph.</param>
/// <param name="prefix">Before the name of every node's output: the body of a loop must not reuse names of
/// the graph around.</param>
internal sealed class OnnxGraphWriter(string name, string prefix = "")
{
    /// <summary>ONNX Runtime's own operators.</summary>
    public const string MicrosoftDomain = "com.microsoft";

    /// <summary>ONNX 1.10, the first release with IR 8 …</summary>
    private const long IrVersion = 8;

    /// <summary>… and operator set 13, the first in which QuantizeLinear takes an axis.</summary>
    private const long OperatorSetVersion = 13;

    private readonly Graph _graph = new() { Name = name };
    private readonly HashSet<string> _domains = [];
    private int _nodes;

    /// <summary>A float tensor [N, values] from outside, N free.</summary>
    public string Input(string tensor, int values)
    {
        _graph.Input.Add(Describe(tensor, values));
        return tensor;
    }

    public void Output(string tensor, int values) => _graph.Output.Add(Describe(tensor, values));

    /// <summary>A node with one output and no attributes of a domain of its own.</summary>
    public string Node(string operation, string domain, ReadOnlySpan<string> inputs)
    {
        string output = $"{prefix}n{_nodes}";
        Node(operation, inputs, [output], [], domain);
        return output;
    }

    /// <summary>The body of a loop as an attribute of its node.</summary>
    public Attribute Body(string attribute, OnnxGraphWriter body)
    {
        _domains.UnionWith(body._domains);
        return new Attribute { Name = attribute, G = body._graph, Type = Attribute.Types.Kind.Graph };
    }

    public string Constant(string tensor, ReadOnlySpan<float> values, params ReadOnlySpan<long> dims) =>
        Constant(tensor, Tensor.Types.DataType.Float, LittleEndian(values), dims);

    public string Constant(string tensor, ReadOnlySpan<sbyte> values, params ReadOnlySpan<long> dims) =>
        Constant(tensor, Tensor.Types.DataType.Int8, MemoryMarshal.AsBytes(values), dims);

    public string Constant(string tensor, ReadOnlySpan<int> values, params ReadOnlySpan<long> dims) =>
        Constant(tensor, Tensor.Types.DataType.Int32, LittleEndian(values), dims);

    public string Constant(string tensor, ReadOnlySpan<long> values, params ReadOnlySpan<long> dims) =>
        Constant(tensor, Tensor.Types.DataType.Int64, LittleEndian(values), dims);

    /// <summary>Adds a node with one output and names that.</summary>
    public string Node(
        string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<Attribute> attributes)
    {
        string output = $"{prefix}n{_nodes}";
        Node(operation, inputs, [output], attributes, domain: "");
        return output;
    }

    public void Node(
        string operation,
        ReadOnlySpan<string> inputs,
        ReadOnlySpan<string> outputs,
        ReadOnlySpan<Attribute> attributes,
        string domain)
    {
        Node node = new() { OpType = operation, Domain = domain };
        node.Input.AddRange(inputs.ToArray());
        node.Output.AddRange(outputs.ToArray());
        node.Attribute.AddRange(attributes.ToArray());
        _graph.Node.Add(node);
        _nodes++;
        if (domain.Length > 0)
        {
            _domains.Add(domain);
        }
    }

    public static Attribute Integer(string attribute, long value) =>
        new() { Name = attribute, I = value, Type = Attribute.Types.Kind.Int };

    public static Attribute Integers(string attribute, params ReadOnlySpan<long> values)
    {
        Attribute result = new() { Name = attribute, Type = Attribute.Types.Kind.Ints };
        result.Ints.AddRange(values.ToArray());
        return result;
    }

    public byte[] ToBytes()
    {
        Model model = new() { IrVersion = IrVersion, ProducerName = "EdgeEcg", Graph = _graph };
        model.OpsetImport.Add(new OperatorSet { Version = OperatorSetVersion });
        foreach (string domain in _domains.Order(StringComparer.Ordinal))
        {
            model.OpsetImport.Add(new OperatorSet { Domain = domain, Version = 1 });
        }

        return model.ToByteArray();
    }

    private string Constant(
        string tensor, Tensor.Types.DataType type, ReadOnlySpan<byte> content, ReadOnlySpan<long> dims)
    {
        Tensor constant =
            new() { Name = tensor, DataType = (int)type, RawData = ByteString.CopyFrom(content) };
        constant.Dims.AddRange(dims.ToArray());
        _graph.Initializer.Add(constant);
        return tensor;
    }

    private static ValueInfo Describe(string tensor, int values)
    {
        TensorShape shape = new();
        shape.Dim.Add(new TensorShape.Types.Dimension { DimParam = "beats" });
        shape.Dim.Add(new TensorShape.Types.Dimension { DimValue = values });
        ValueType.Types.TensorType type =
            new() { ElemType = (int)Tensor.Types.DataType.Float, Shape = shape };
        return new ValueInfo { Name = tensor, Type = new ValueType { TensorType = type } };
    }

    private static byte[] LittleEndian(ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return bytes;
    }

    private static byte[] LittleEndian(ReadOnlySpan<int> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        return bytes;
    }

    private static byte[] LittleEndian(ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return bytes;
    }
}
