namespace EdgeEcg.Training.Engine;

/// <summary>
/// The shape of one beat between two layers: time steps and values per step. A batch of B beats is stored
/// time-major, [Steps, B, Features], so that one time step of a recurrent layer, and one tap of a
/// convolution, is a plain matrix. A dense layer sees one step.
/// </summary>
internal readonly record struct SequenceShape(int Steps, int Features)
{
    /// <summary>Values per beat.</summary>
    public int Values => Steps * Features;
}
