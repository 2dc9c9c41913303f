using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// y = f(x W + b), batch norm folded into W and b: what is left of dense → batch norm → activation → dropout
/// when nothing is trained any more.
/// </summary>
/// <param name="Weights">[inputs, outputs].</param>
/// <param name="Bias">[outputs].</param>
/// <param name="Activation">f.</param>
/// <param name="LastLayer">Index of the layer whose output this stage's output is.</param>
internal sealed record FeedForwardStage(
    float[] Weights, float[] Bias, ActivationKind Activation, int LastLayer)
{
    public int Inputs => Weights.Length / Bias.Length;

    public int Outputs => Bias.Length;
}
