using EdgeEcg.Training.Onnx.Schema;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Takes batch normalisation out of a graph: γ (x − μ) / √(σ² + ε) + β is one factor and one summand per
/// channel, and these go into the weights and the bias of the node before. Where the node before has no
/// weights of its own, or somebody else reads it as well, the normalisation stays as it is.
/// </summary>
internal sealed class BatchNormFolding
{
    private const float DefaultEpsilon = 1e-5f;

    private readonly Graph _graph;
    private readonly GraphIndex _index;

    private BatchNormFolding(Graph graph)
    {
        _graph = graph;
        _index = new GraphIndex(graph);
    }

    /// <returns>How many were folded.</returns>
    public static int Apply(Graph graph) => new BatchNormFolding(graph).Run();

    private int Run()
    {
        Node[] norms = [.. _graph.Node.Where(node => node.OpType == "BatchNormalization")];
        return norms.Count(TryFold);
    }

    private bool TryFold(Node norm)
    {
        if (norm.Input.Count != 5 || _index.OnlyProducerOf(norm.Input[0]) is not { } before
            || Factors(norm) is not { } factors)
        {
            return false;
        }

        bool folded = before.OpType switch
        {
            "Gemm" => TryFoldWeights(before, axis: 1, factors),
            "Conv" => TryFoldWeights(before, axis: 0, factors),
            "ConvTranspose" when GraphIndex.IntegerOf(before, "group", 1) == 1 =>
                TryFoldWeights(before, axis: 1, factors),
            "Add" => TryFoldSum(before, factors),
            _ => false,
        };
        if (folded)
        {
            _graph.Node.Remove(norm);
            before.Output[0] = norm.Output[0];
        }

        return folded;
    }

    /// <summary>Of a node with a weight and, as third input, perhaps a bias.</summary>
    private bool TryFoldWeights(Node node, int axis, ChannelFactors factors)
    {
        int channels = factors.Scale.Length;
        if (_index.Constant(node.Input[1]) is not { } weight || weight.Dims.Count <= axis
            || weight.Dims[axis] != channels || OnnxTensors.Floats(weight) is not { } values)
        {
            return false;
        }

        float[] bias = new float[channels];
        if (node.Input.Count > 2 && node.Input[2].Length > 0)
        {
            if (_index.Constant(node.Input[2]) is not { } given || OnnxTensors.Floats(given) is not { } old
                || old.Length != channels)
            {
                return false;
            }

            bias = old;
        }

        Scale(weight, values, axis, factors.Scale);
        for (int c = 0; c < channels; c++)
        {
            bias[c] = (bias[c] * factors.Scale[c]) + factors.Shift[c];
        }

        SetInput(node, 1, OnnxTensors.Of(_index.NewName("folded_weight"), values, [.. weight.Dims]));
        SetInput(node, 2, OnnxTensors.Of(_index.NewName("folded_bias"), bias, channels));
        return true;
    }

    /// <summary>A constant added to a product with a constant: what Linear becomes without Gemm.</summary>
    private bool TryFoldSum(Node add, ChannelFactors factors)
    {
        int channels = factors.Scale.Length;
        int biasAt = _index.Constant(add.Input[0]) is not null ? 0 : 1;
        if (_index.OnlyProducerOf(add.Input[1 - biasAt]) is not { OpType: "MatMul" } product
            || _index.Constant(add.Input[biasAt]) is not { } biasTensor
            || OnnxTensors.Floats(biasTensor) is not { } given || Spread(given, channels) is not { } bias
            || _index.Constant(product.Input[1]) is not { Dims.Count: 2 } weight
            || weight.Dims[1] != channels || OnnxTensors.Floats(weight) is not { } values)
        {
            return false;
        }

        Scale(weight, values, axis: 1, factors.Scale);
        for (int c = 0; c < channels; c++)
        {
            bias[c] = (bias[c] * factors.Scale[c]) + factors.Shift[c];
        }

        SetInput(product, 1, OnnxTensors.Of(_index.NewName("folded_weight"), values, [.. weight.Dims]));
        SetInput(add, biasAt, OnnxTensors.Of(_index.NewName("folded_bias"), bias, channels));
        return true;
    }

    /// <summary>One value for all channels or one for each; null for anything else.</summary>
    private static float[]? Spread(float[] values, int channels) => values.Length switch
    {
        1 => [.. Enumerable.Repeat(values[0], channels)],
        _ => values.Length == channels ? values : null,
    };

    private ChannelFactors? Factors(Node norm)
    {
        float[]?[] inputs =
        [
            .. norm.Input.Skip(1).Select(name =>
                _index.Constant(name) is { } tensor ? OnnxTensors.Floats(tensor) : null),
        ];
        if (inputs is not [{ } gamma, { } beta, { } mean, { } variance]
            || new[] { beta, mean, variance }.Any(values => values.Length != gamma.Length))
        {
            return null;
        }

        float epsilon = norm.Attribute.FirstOrDefault(a => a.Name == "epsilon")?.F ?? DefaultEpsilon;
        float[] scale = new float[gamma.Length];
        float[] shift = new float[gamma.Length];
        for (int c = 0; c < scale.Length; c++)
        {
            scale[c] = gamma[c] / MathF.Sqrt(variance[c] + epsilon);
            shift[c] = beta[c] - (mean[c] * scale[c]);
        }

        return new ChannelFactors(scale, shift);
    }

    private void SetInput(Node node, int at, Tensor tensor)
    {
        _index.Add(tensor);
        while (node.Input.Count <= at)
        {
            node.Input.Add("");
        }

        node.Input[at] = tensor.Name;
    }

    private static void Scale(Tensor shape, float[] values, int axis, float[] factors)
    {
        long inner = shape.Dims.Skip(axis + 1).Aggregate(1L, (product, dim) => product * dim);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factors[i / inner % factors.Length];
        }
    }

    private sealed record ChannelFactors(float[] Scale, float[] Shift);
}
