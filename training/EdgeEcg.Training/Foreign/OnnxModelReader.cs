using System.Globalization;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Onnx.Schema;
using Google.Protobuf;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Reads an ONNX file from elsewhere and refuses, in one sentence, what cannot be worked with: a file that is
/// no ONNX, tensors whose content does not fit their shape, nodes that wait for each other, operators that
/// are not supported. What comes back is in an order in which it can run.
/// </summary>
internal static class OnnxModelReader
{
    public const int OldestOperatorSet = 13;
    public const int NewestOperatorSet = 21;

    /// <summary>The limit of the device's own reader.</summary>
    private const long MaxFileBytes = 64 << 20;

    private const int MaxNodes = 10_000;

    /// <summary>What is computed, and below what only moves values about, as recurrent exports do.</summary>
    private static readonly HashSet<string> Supported =
    [
        "Gemm", "MatMul", "Add", "Conv", "ConvTranspose", "BatchNormalization", "Relu", "LeakyRelu", "Tanh",
        "Sigmoid", "Reshape", "Flatten", "Transpose", "Concat", "LSTM",
        "Identity", "Constant", "ConstantOfShape", "Shape", "Gather", "Slice", "Squeeze", "Unsqueeze",
        "Expand", "Cast", "Dropout", "Mul", "Equal", "Where",
    ];

    /// <summary>Inputs without which these mean nothing; all others need one.</summary>
    private static readonly Dictionary<string, int> FewestInputs = new()
    {
        ["Constant"] = 0, ["Gemm"] = 2, ["MatMul"] = 2, ["Add"] = 2, ["Conv"] = 2, ["ConvTranspose"] = 2,
        ["Reshape"] = 2, ["LSTM"] = 3, ["BatchNormalization"] = 5,
    };

    /// <exception cref="BadModelException">The file cannot be worked with.</exception>
    public static Model Read(string file)
    {
        Model model = Parse(file, ReadBounded(file));
        CheckOperatorSet(file, model);
        Graph graph = model.Graph ?? throw new BadModelException(file, "the graph", "missing", "one");
        if (graph.Node.Count is 0 or > MaxNodes)
        {
            throw new BadModelException(
                file, "the number of nodes", Text(graph.Node.Count), $"1 to {MaxNodes}");
        }

        CheckOperators(file, model);
        CheckInputs(file, graph);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        foreach (Tensor tensor in graph.Initializer)
        {
            OnnxTensors.Complete(file, folder, tensor);
        }

        NameConstants(file, folder, graph);
        Sort(file, graph);
        return model;
    }

    private static Model Parse(string file, byte[] bytes)
    {
        try
        {
            return Model.Parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new BadModelException(
                file, "the file", "cut short or no ONNX", "a model in ONNX's protobuf form", broken);
        }
    }

    private static byte[] ReadBounded(string file)
    {
        FileInfo info = new(file);
        if (!info.Exists)
        {
            throw new BadModelException(file, "the file", "missing", "an ONNX model");
        }

        return info.Length is > 0 and <= MaxFileBytes
            ? File.ReadAllBytes(file)
            : throw new BadModelException(
                file, "the size", Text(info.Length) + " bytes", $"1 to {MaxFileBytes} bytes");
    }

    private static void CheckOperatorSet(string file, Model model)
    {
        long version = model.OpsetImport.Where(set => set.Domain.Length == 0 || set.Domain == "ai.onnx")
            .Select(set => set.Version)
            .FirstOrDefault();
        if (version is < OldestOperatorSet or > NewestOperatorSet)
        {
            throw new BadModelException(
                file, "the operator set", Text(version), $"{OldestOperatorSet} to {NewestOperatorSet}");
        }
    }

    private static void CheckOperators(string file, Model model)
    {
        string[] unsupported =
        [
            .. model.Graph.Node
                .Where(node => node.Domain is not ("" or "ai.onnx") || !Supported.Contains(node.OpType)
                    || IsTraining(node))
                .Select(node => $"{NameOf(node)} ({node.OpType}{(IsTraining(node) ? ", training" : "")})"),
            .. model.Functions.Select(function => $"{function.Name} (function)"),
        ];
        if (unsupported.Length > 0)
        {
            throw new BadModelException(
                file, "the set of operators", "not supported at " + string.Join(", ", unsupported),
                string.Join(", ", Supported.Order(StringComparer.Ordinal)));
        }
    }

    private static void CheckInputs(string file, Graph graph)
    {
        Node? bare = graph.Node.FirstOrDefault(node =>
            node.Input.Count < FewestInputs.GetValueOrDefault(node.OpType, 1) || node.Output.Count == 0);
        if (bare is not null)
        {
            throw new BadModelException(
                file, $"the node {NameOf(bare)} ({bare.OpType})",
                $"one of {bare.Input.Count} inputs and {bare.Output.Count} outputs",
                $"{FewestInputs.GetValueOrDefault(bare.OpType, 1)} inputs and 1 output");
        }
    }

    private static bool IsTraining(Node node) =>
        node.OpType == "BatchNormalization"
        && node.Attribute.Any(attribute => attribute is { Name: "training_mode", I: not 0 });

    /// <summary>PyTorch writes many weights as nodes; as initialisers they can be quantized.</summary>
    private static void NameConstants(string file, string folder, Graph graph)
    {
        Node[] constants =
        [
            .. graph.Node.Where(node => node.OpType == "Constant" && node.Output.Count == 1
                && node.Attribute is [{ Name: "value", T: not null }]),
        ];
        foreach (Node constant in constants)
        {
            Tensor tensor = constant.Attribute[0].T;
            tensor.Name = constant.Output[0];
            OnnxTensors.Complete(file, folder, tensor);
            graph.Initializer.Add(tensor);
            graph.Node.Remove(constant);
        }
    }

    private static void Sort(string file, Graph graph)
    {
        HashSet<string> known = [""];
        known.UnionWith(graph.Input.Select(input => input.Name));
        known.UnionWith(graph.Initializer.Select(tensor => tensor.Name));
        HashSet<string> produced = [];
        foreach (string output in graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0))
        {
            if (known.Contains(output) || !produced.Add(output))
            {
                throw new BadModelException(file, $"the tensor '{output}'", "made twice", "made once");
            }
        }

        List<Node> waiting = [.. graph.Node];
        List<Node> sorted = [];
        while (waiting.Count > 0)
        {
            Node[] ready = [.. waiting.Where(node => node.Input.All(known.Contains))];
            if (ready.Length == 0)
            {
                throw Stuck(file, waiting, known, produced);
            }

            sorted.AddRange(ready);
            known.UnionWith(ready.SelectMany(node => node.Output));
            waiting.RemoveAll(ready.Contains);
        }

        graph.Node.Clear();
        graph.Node.AddRange(sorted);
    }

    private static BadModelException Stuck(
        string file, List<Node> waiting, HashSet<string> known, HashSet<string> produced)
    {
        foreach (Node node in waiting)
        {
            string? missing = node.Input.FirstOrDefault(name => !known.Contains(name)
                && !produced.Contains(name));
            if (missing is not null)
            {
                return new BadModelException(
                    file, $"the input '{missing}' of {NameOf(node)}", "made by nothing", "a tensor");
            }
        }

        return new BadModelException(
            file, "the graph", "a circle through " + string.Join(", ", waiting.Select(NameOf).Take(10)),
            "nodes that do not wait for each other");
    }

    internal static string NameOf(Node node) =>
        node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault("a node without a name");

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
