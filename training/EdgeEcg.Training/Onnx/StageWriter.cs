using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// How the stages of one model are written: each as a Gemm, or, where a model has stages of groups, for which
/// there is no Gemm, all as convolutions of width 1 over [beats, values, 1].
/// </summary>
internal sealed class StageWriter
{
    private readonly OnnxGraphWriter _graph;
    private readonly bool _asConvolutions;

    public StageWriter(OnnxGraphWriter graph, IReadOnlyList<FeedForwardStage> stages)
    {
        _graph = graph;
        _asConvolutions = stages.Any(stage => stage.Groups > 1);
    }

    /// <summary>Which axis of a weight its outputs lie along.</summary>
    public int OutputAxis => _asConvolutions ? 0 : 1;

    /// <summary>Adds the input, as the first stage wants it.</summary>
    public string Input(Network network)
    {
        string beat = _graph.Input("beat", network.Input.Values);
        return _asConvolutions
            ? _graph.Node("Unsqueeze", [beat, _graph.Constant("last_axis", [2L], 1)])
            : beat;
    }

    /// <summary>Adds the output, from the last stage's.</summary>
    public void Output(Network network, string tensor)
    {
        if (_asConvolutions)
        {
            _graph.Node("Squeeze", [tensor, "last_axis"], ["reconstruction"], [], domain: "");
        }
        else
        {
            _graph.Node("Identity", [tensor], ["reconstruction"], [], domain: "");
        }

        _graph.Output("reconstruction", network.Output.Values);
    }

    /// <summary>x W + b.</summary>
    public string Product(FeedForwardStage stage, string input, string weight, string bias) =>
        _asConvolutions
            ? _graph.Node("Conv", [input, weight, bias], OnnxGraphWriter.Integer("group", stage.Groups))
            : _graph.Node("Gemm", [input, weight, bias]);

    /// <summary>The dimensions of a stage's weight.</summary>
    public long[] Dimensions(FeedForwardStage stage) => _asConvolutions
        ? [stage.Outputs, stage.InputsPerGroup, 1]
        : [stage.InputsPerGroup, stage.Outputs];

    /// <summary>[inputs per group, outputs] in the order of <see cref="Dimensions"/>.</summary>
    public T[] Arrange<T>(T[] values, FeedForwardStage stage)
    {
        if (!_asConvolutions)
        {
            return values;
        }

        T[] transposed = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            transposed[(i % stage.Outputs * stage.InputsPerGroup) + (i / stage.Outputs)] = values[i];
        }

        return transposed;
    }
}
