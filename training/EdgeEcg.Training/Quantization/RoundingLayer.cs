using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Quantization;

/// <summary>
/// y = x rounded to its int8 code and back, so that training sees what int8 will do. Rounding has no useful
/// derivative: inside the range of the codes dx = dy, outside, where it clamps, dx = 0 (the straight-through
/// estimator; Bengio et al. 2013, Jacob et al. 2018).
/// </summary>
internal sealed class RoundingLayer(SequenceShape shape, AffineQuantization codes) : ILayer
{
    public SequenceShape Input => shape;

    public SequenceShape Output => shape;

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        for (int i = 0; i < pass.Rows * shape.Values; i++)
        {
            pass.Output[i] = codes.Dequantize(codes.Quantize(pass.Input[i]));
        }
    }

    public void Backward(LayerPass pass)
    {
        if (!pass.WantsInputGradient)
        {
            return;
        }

        float low = codes.Dequantize(sbyte.MinValue);
        float high = codes.Dequantize(sbyte.MaxValue);
        for (int i = 0; i < pass.Rows * shape.Values; i++)
        {
            bool isInside = pass.Input[i] >= low && pass.Input[i] <= high;
            pass.InputGradient[i] = isInside ? pass.OutputGradient[i] : 0;
        }
    }
}
