using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// How the stages of one model are written: each as a Gemm, or, where a model has stages of groups, for which
/// there is no Gemm, as convolutions of width 1 over [beats, values, 1]. The last one is a Gemm again: of the
/// two only QGemm can leave its sum in single precision.
/// </summary>
internal sealed class StageWriter
{
    private readonly OnnxGraphWriter _graph;
    private readonly FeedForwardStage _last;
    private readonly bool _hasConvolutions;

    public StageWriter(OnnxGraphWriter graph, IReadOnlyList<FeedForwardStage> stages)
    {
        _graph = graph;
        _last = stages[^1];
        _hasConvolutions = stages.Any(stage => stage.Groups > 1);
    }

    /// <summary>Adds the input, as the first stage wants it.</summary>
    public string Input(Network network)
    {
        string beat = _graph.Input("beat", network.Input.Values);
        return _hasConvolutions
            ? _graph.Node("Unsqueeze", [beat, _graph.Constant("last_axis", [2L], 1)])
            : beat;
    }

    /// <summary>Adds the output, from the last stage's.</summary>
    public void Output(Network network, string tensor)
    {
        _graph.Node("Identity", [tensor], ["reconstruction"], [], domain: "");
        _graph.Output("reconstruction", network.Output.Values);
    }

    /// <summary>Whether a stage wants [beats, values] and gets [beats, values, 1].</summary>
    public bool WantsFlat(FeedForwardStage stage) => _hasConvolutions && stage == _last;

    /// <summary>[beats, values, 1] → [beats, values].</summary>
    public string Flatten(string tensor) => _graph.Node("Squeeze", [tensor, "last_axis"]);

    /// <summary>x W + b.</summary>
    public string Product(FeedForwardStage stage, string input, string weight, string bias) =>
        IsConvolution(stage)
            ? _graph.Node("Conv", [input, weight, bias], OnnxGraphWriter.Integer("group", stage.Groups))
            : _graph.Node("Gemm", [input, weight, bias]);

    /// <summary>Which axis of a stage's weight its outputs lie along.</summary>
    public int OutputAxis(FeedForwardStage stage) => IsConvolution(stage) ? 0 : 1;

    /// <summary>The dimensions of a stage's weight.</summary>
    public long[] Dimensions(FeedForwardStage stage) => IsConvolution(stage)
        ? [stage.Outputs, stage.InputsPerGroup, 1]
        : [stage.InputsPerGroup, stage.Outputs];

    /// <summary>[inputs per group, outputs] in the order of <see cref="Dimensions"/>.</summary>
    public T[] Arrange<T>(T[] values, FeedForwardStage stage)
    {
        if (!IsConvolution(stage))
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

    private bool IsConvolution(FeedForwardStage stage) => _hasConvolutions && stage != _last;
}
