using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Onnx;

namespace EdgeEcg.Training.Quantization;

/// <summary>
/// The weights of a network as its int8 file will hold them: every matrix that becomes int8 rounded to codes,
/// one scale per output, and back. A batch norm that the export folds into a matrix multiplies whole columns,
/// and their scales with them, so it changes no code.
/// </summary>
internal sealed class RoundedWeights
{
    private readonly List<Block> _blocks = [];
    private readonly int _limit;

    /// <param name="network">A feed-forward or a recurrent one.</param>
    /// <param name="range">Of the codes.</param>
    public RoundedWeights(Network network, WeightRange range)
    {
        _limit = (int)range;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            bool areSummed = i + 1 < network.Layers.Count && network.Layers[i + 1] is CommitteeLayer;
            Add(network.Layers[i], areSummed);
        }
    }

    /// <summary>Writes the rounded matrices; what lies between them is left as it is.</summary>
    public void Round(ReadOnlySpan<float> weights, Span<float> rounded)
    {
        foreach (Block block in _blocks)
        {
            int count = block.Rows * block.Columns;
            Round(weights.Slice(block.Offset, count), rounded.Slice(block.Offset, count), block.Columns);
        }
    }

    /// <param name="layer">One of the network.</param>
    /// <param name="areSummed">Whether its groups share their outputs' scales, as one matrix.</param>
    private void Add(ILayer layer, bool areSummed)
    {
        switch (layer)
        {
            // The single column at the end of a recurrent model stays in single precision.
            case DenseLayer { Input.Steps: 1 } dense:
                Add(dense.Weight, blocks: 1);
                break;
            case GroupedDenseLayer grouped:
                Add(grouped.Weight, areSummed ? 1 : grouped.Groups);
                break;
            case LstmLayer lstm:
                Add(lstm.InputWeight, blocks: 1);
                Add(lstm.HiddenWeight, blocks: 1);
                break;
            case ResidualLstmLayer residual:
                WeightSlice[] slices =
                [
                    residual.InputWeight, residual.HiddenWeight, residual.Peephole, residual.OutputPeephole,
                    residual.Residual, residual.Shortcut,
                ];
                Array.ForEach(
                    Array.FindAll(slices, ProductWriter.IsInt8), slice => Add(slice, blocks: 1));
                break;
        }
    }

    private void Add(WeightSlice slice, int blocks)
    {
        int rows = slice.Rows / blocks;
        for (int block = 0; block < blocks; block++)
        {
            _blocks.Add(new Block(slice.Offset + (block * rows * slice.Columns), rows, slice.Columns));
        }
    }

    private void Round(ReadOnlySpan<float> weights, Span<float> rounded, int columns)
    {
        Span<float> scales = new float[columns];
        for (int i = 0; i < weights.Length; i++)
        {
            ref float scale = ref scales[i % columns];
            scale = MathF.Max(scale, MathF.Abs(weights[i]) / _limit);
        }

        for (int i = 0; i < weights.Length; i++)
        {
            float scale = scales[i % columns];
            rounded[i] = scale > 0 ? MathF.Round(weights[i] / scale) * scale : 0;
        }
    }

    /// <summary>A matrix with scales of its own.</summary>
    private readonly record struct Block(int Offset, int Rows, int Columns);
}
