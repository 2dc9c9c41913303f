using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Weights of one foreign module, as PyTorch and TorchSharp name and shape them: matrices are [outputs,
/// inputs].
/// </summary>
internal sealed class ForeignModule(string name, IReadOnlyDictionary<string, ForeignTensor> byRole)
{
    /// <summary>Not weights: counters and sizes that some modules keep with them.</summary>
    private static readonly HashSet<string> Bookkeeping =
        ["num_batches_tracked", "input_size", "hidden_size", "proj_size"];

    public string Name => name;

    public static IReadOnlyList<ForeignModule> Of(IReadOnlyList<ForeignTensor> tensors) =>
    [
        .. tensors.Where(tensor => !Bookkeeping.Contains(tensor.Role))
            .GroupBy(tensor => IsKnownRole(tensor.Role) ? tensor.Module : tensor.Name)
            .Select(group => new ForeignModule(group.Key, group.ToDictionary(tensor => tensor.Role))),
    ];

    /// <summary>Whether these are the weights that the layer needs: all matrices, biases or not.</summary>
    public bool Fits(ILayer layer)
    {
        if (layer is DenseLayer dense && Bare(dense) is not null)
        {
            return true;
        }

        Dictionary<string, int[]> shapes = ShapesOf(layer);
        bool complete = shapes.Keys.All(role => byRole.ContainsKey(role) || IsOptional(role, layer));
        return complete && byRole.Values.All(tensor =>
            shapes.TryGetValue(tensor.Role, out int[]? shape) && tensor.Shape.SequenceEqual(shape));
    }

    /// <summary>Puts them where the layer reads them.</summary>
    public void Fill(ILayer layer, float[] weights)
    {
        switch (layer)
        {
            case LstmLayer lstm:
                Transpose("weight_ih_l0", lstm.InputWeight.Of(weights), lstm.InputWeight.Columns, 0);
                Transpose("weight_hh_l0", lstm.HiddenWeight.Of(weights), lstm.HiddenWeight.Columns, 0);
                Add("bias_ih_l0", lstm.InputBias.Of(weights));
                Add("bias_hh_l0", lstm.HiddenBias.Of(weights));
                break;
            case ResidualLstmLayer residual:
                FillResidual(residual, weights);
                break;
            case BatchNormLayer norm:
                Add("weight", norm.Gamma.Of(weights));
                Add("bias", norm.Beta.Of(weights));
                Add("running_mean", norm.RunningMean.Of(weights));
                Add("running_var", norm.RunningVariance.Of(weights));
                break;
            case DenseLayer dense when Bare(dense) is { } matrix:
                matrix.Values.CopyTo(dense.Weight.Of(weights));
                break;
            case DenseLayer dense:
                Transpose("weight", dense.Weight.Of(weights), dense.Weight.Columns, 0);
                Add("bias", dense.Bias.Of(weights));
                break;
        }
    }

    private static bool IsKnownRole(string role) =>
        role is "weight" or "bias" or "running_mean" or "running_var"
        || role.StartsWith("weight_", StringComparison.Ordinal)
        || role.StartsWith("bias_", StringComparison.Ordinal);

    /// <summary>
    /// Gates of the original's cell: input and forget together, candidate, output. Its biases of the same
    /// gates are summands, so they add up in ours.
    /// </summary>
    private void FillResidual(ResidualLstmLayer layer, float[] weights)
    {
        int hidden = layer.Output.Features;
        (string Role, int Gate)[] fromInput = [("weight_ii", 0), ("weight_ci", 2), ("weight_oi", 3)];
        (string Role, int Gate)[] fromHidden = [("weight_ih", 0), ("weight_ch", 2), ("weight_oh", 3)];
        foreach ((string role, int gate) in fromInput)
        {
            Transpose(role, layer.InputWeight.Of(weights), 4 * hidden, gate * hidden);
        }

        foreach ((string role, int gate) in fromHidden)
        {
            Transpose(role, layer.HiddenWeight.Of(weights), 4 * hidden, gate * hidden);
        }

        Span<float> bias = layer.Bias.Of(weights);
        Add("bias_ii", bias);
        Add("bias_ih", bias);
        Add("bias_ic", bias);
        Add("bias_c", bias[(2 * hidden)..]);
        Add("bias_o", bias[(3 * hidden)..]);
        Transpose("weight_ic", layer.Peephole.Of(weights), layer.Peephole.Columns, 0);
        Transpose("weight_oc", layer.OutputPeephole.Of(weights), hidden, 0);
        Transpose("weight_r_proj", layer.Residual.Of(weights), hidden, 0);
        if (layer.HasShortcut)
        {
            Transpose("weight_ir", layer.Shortcut.Of(weights), hidden, 0);
        }
    }

    /// <summary>A parameter of its own that is multiplied as it is, [inputs, outputs].</summary>
    private ForeignTensor? Bare(DenseLayer dense) =>
        byRole.Count == 1 && byRole.Values.First() is { Shape: [int rows, int columns] } tensor
        && !IsKnownRole(tensor.Role) && rows == dense.Input.Features && columns == dense.Output.Features
            ? tensor
            : null;

    private static bool IsOptional(string role, ILayer layer) =>
        role.StartsWith("bias", StringComparison.Ordinal)
        || (role == "weight_ir" && layer is ResidualLstmLayer { HasShortcut: false });

    private static Dictionary<string, int[]> ShapesOf(ILayer layer)
    {
        int inputs = layer.Input.Features;
        int outputs = layer.Output.Features;
        return layer switch
        {
            LstmLayer => new()
            {
                ["weight_ih_l0"] = [4 * outputs, inputs], ["weight_hh_l0"] = [4 * outputs, outputs],
                ["bias_ih_l0"] = [4 * outputs], ["bias_hh_l0"] = [4 * outputs],
            },
            ResidualLstmLayer => new()
            {
                ["weight_ii"] = [2 * outputs, inputs], ["weight_ih"] = [2 * outputs, outputs],
                ["weight_ic"] = [2 * outputs, outputs], ["bias_ii"] = [2 * outputs],
                ["bias_ih"] = [2 * outputs], ["bias_ic"] = [2 * outputs],
                ["weight_ci"] = [outputs, inputs], ["weight_ch"] = [outputs, outputs], ["bias_c"] = [outputs],
                ["weight_oi"] = [outputs, inputs], ["weight_oh"] = [outputs, outputs],
                ["weight_oc"] = [outputs, outputs], ["bias_o"] = [outputs],
                ["weight_r_proj"] = [outputs, outputs], ["weight_ir"] = [outputs, inputs],
            },
            BatchNormLayer => new()
            {
                ["weight"] = [inputs], ["bias"] = [inputs], ["running_mean"] = [inputs],
                ["running_var"] = [inputs],
            },
            DenseLayer { Bias.Count: 0 } => new() { ["weight"] = [outputs, inputs] },
            _ => new() { ["weight"] = [outputs, inputs], ["bias"] = [outputs] },
        };
    }

    /// <summary>[outputs, inputs] into columns of [inputs, columns]; a missing matrix is zero.</summary>
    private void Transpose(string role, Span<float> target, int columns, int firstColumn)
    {
        if (byRole.TryGetValue(role, out ForeignTensor? tensor) && tensor.Shape is [_, int inputs])
        {
            for (int i = 0; i < tensor.Values.Length; i++)
            {
                target[(i % inputs * columns) + firstColumn + (i / inputs)] = tensor.Values[i];
            }
        }
    }

    /// <summary>A missing vector adds nothing.</summary>
    private void Add(string role, Span<float> target)
    {
        if (byRole.TryGetValue(role, out ForeignTensor? tensor))
        {
            for (int i = 0; i < tensor.Values.Length; i++)
            {
                target[i] += tensor.Values[i];
            }
        }
    }
}
