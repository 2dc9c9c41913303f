using System.Globalization;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Onnx.Schema;
using DataType = EdgeEcg.Training.Onnx.Schema.Tensor.Types.DataType;
using ValueType = EdgeEcg.Training.Onnx.Schema.ValueType;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Gives a graph the input and output of a model package, float [beats, samples] with any number of beats.
/// One axis of length one beside the samples, where a convolution has its channel and a sequence its feature,
/// is put in and taken out by Reshape.
/// </summary>
internal sealed class BeatPorts
{
    /// <summary>A length that only a run tells.</summary>
    private const long Unknown = -1;

    private readonly string _file;
    private readonly int _samples;

    private BeatPorts(string file, int samples)
    {
        _file = file;
        _samples = samples;
    }

    /// <exception cref="BadModelException">Other inputs or outputs than one beat.</exception>
    public static void Apply(string file, Graph graph, int samples) =>
        new BeatPorts(file, samples).Run(graph);

    private void Run(Graph graph)
    {
        GraphIndex index = new(graph);
        ValueInfo[] inputs = [.. graph.Input.Where(input => index.Constant(input.Name) is null)];
        ValueInfo input = Only(inputs, "inputs");
        ValueInfo output = Only(graph.Output, "outputs");
        long[] inputShape = ShapeOf("the input", input);
        if (ShapeOf(output)?.Contains(Unknown) != true)
        {
            ShapeOf("the output", output);
        }


        string beat = index.NewName("beat");
        string reconstruction = index.NewName("reconstruction");
        Node first = Port(index, beat, input.Name, [-1, .. inputShape[1..]], "beat_in");
        Node last = Port(index, output.Name, reconstruction, [-1, _samples], "beat_out");
        graph.Node.Insert(0, first);
        graph.Node.Add(last);
        graph.Input.Clear();
        graph.Input.Add(Describe(beat));
        graph.Output.Clear();
        graph.Output.Add(Describe(reconstruction));
    }

    private static Node Port(GraphIndex index, string from, string to, long[] shape, string name)
    {
        Tensor target = OnnxTensors.Of(index.NewName(name + "_shape"), shape, shape.Length);
        index.Add(target);
        Node node = new() { OpType = "Reshape", Name = name };
        node.Input.AddRange([from, target.Name]);
        node.Output.Add(to);
        return node;
    }

    private ValueInfo Only(IReadOnlyList<ValueInfo> values, string what) => values.Count == 1
        ? values[0]
        : throw new BadModelException(
            _file, $"the number of {what}", values.Count.ToString(CultureInfo.InvariantCulture), "1");

    /// <summary>What comes after the batch; null where the file does not say.</summary>
    private static long[]? ShapeOf(ValueInfo value) => value.Type?.TensorType?.Shape?.Dim
        .Skip(1)
        .Select(dim => dim.ValueCase is TensorShape.Types.Dimension.ValueOneofCase.DimValue
            ? dim.DimValue : Unknown)
        .ToArray();

    /// <summary>The lengths after the batch are one and the samples, in either order.</summary>
    private long[] ShapeOf(string what, ValueInfo value)
    {
        ValueType.Types.TensorType? type = value.Type?.TensorType;
        long[] shape = [Unknown, .. ShapeOf(value) ?? []];
        bool isBeat = shape is [_, long a] ? a == _samples
            : shape is [_, long b, long c] && Math.Min(b, c) == 1 && Math.Max(b, c) == _samples;
        bool fits = isBeat && type?.ElemType == (int)DataType.Float;
        string found = type is null ? "no tensor" : $"[{string.Join(", ", shape)}]";
        return fits
            ? shape
            : throw new BadModelException(
                _file, $"{what} '{value.Name}'", found,
                $"single precision [beats, {_samples}], [beats, 1, {_samples}] or [beats, {_samples}, 1]");
    }

    private ValueInfo Describe(string name)
    {
        TensorShape shape = new();
        shape.Dim.Add(new TensorShape.Types.Dimension { DimParam = "beats" });
        shape.Dim.Add(new TensorShape.Types.Dimension { DimValue = _samples });
        ValueType.Types.TensorType type = new() { ElemType = (int)DataType.Float, Shape = shape };
        return new ValueInfo { Name = name, Type = new ValueType { TensorType = type } };
    }
}
