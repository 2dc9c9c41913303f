using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// y = f(x W + b), batch norm folded into W and b: what is left of dense → batch norm → activation → dropout
/// when nothing is trained any more.
/// </summary>
/// <param name="Weights">[inputs per group, outputs].</param>
/// <param name="Bias">[outputs].</param>
/// <param name="Activation">f.</param>
/// <param name="LastLayer">Index of the layer whose output this stage's output is.</param>
/// <param name="Groups">Shares of the inputs and outputs that have nothing to do with each other.</param>
internal sealed record FeedForwardStage(
    float[] Weights, float[] Bias, ActivationKind Activation, int LastLayer, int Groups = 1)
{
    /// <summary>What an output is made from.</summary>
    public int InputsPerGroup => Weights.Length / Bias.Length;

    /// <summary>Of all groups.</summary>
    public int Outputs => Bias.Length;
}
