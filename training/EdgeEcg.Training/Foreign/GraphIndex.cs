using EdgeEcg.Training.Onnx.Schema;

namespace EdgeEcg.Training.Foreign;

/// <summary>Finds constants and producers in a graph that is being rewritten, and new names for it.</summary>
internal sealed class GraphIndex
{
    private readonly Graph _graph;
    private readonly Dictionary<string, Tensor> _constants;
    private readonly HashSet<string> _names;

    public GraphIndex(Graph graph)
    {
        _graph = graph;
        _constants = graph.Initializer.GroupBy(tensor => tensor.Name)
            .ToDictionary(group => group.Key, group => group.Last());
        _names = [.. graph.Node.SelectMany(node => node.Input.Concat(node.Output)), .. _constants.Keys];
    }

    public Tensor? Constant(string name) => _constants.GetValueOrDefault(name);

    public void Add(Tensor tensor)
    {
        _graph.Initializer.Add(tensor);
        _constants.Add(tensor.Name, tensor);
        _names.Add(tensor.Name);
    }

    /// <summary>
    /// The node that makes a tensor that only one other node reads and that is no output of the graph.
    /// </summary>
    public Node? OnlyProducerOf(string tensor)
    {
        int readers = _graph.Node.Sum(node => node.Input.Count(name => name == tensor));
        bool isOutput = _graph.Output.Any(output => output.Name == tensor);
        return readers == 1 && !isOutput
            ? _graph.Node.FirstOrDefault(node => node.Output is [{ } only] && only == tensor)
            : null;
    }

    public string NewName(string stem)
    {
        string name = stem;
        for (int i = 1; !_names.Add(name); i++)
        {
            name = $"{stem}_{i}";
        }

        return name;
    }

    /// <summary>Takes out the constants that nothing reads any more.</summary>
    public static void DropUnread(Graph graph)
    {
        HashSet<string> read = [.. graph.Node.SelectMany(node => node.Input)];
        foreach (Tensor unread in graph.Initializer.Where(tensor => !read.Contains(tensor.Name)).ToArray())
        {
            graph.Initializer.Remove(unread);
        }
    }

    public static long IntegerOf(Node node, string attribute, long absent) =>
        node.Attribute.FirstOrDefault(a => a.Name == attribute)?.I ?? absent;
}
