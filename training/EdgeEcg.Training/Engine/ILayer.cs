namespace EdgeEcg.Training.Engine;

/// <summary>
/// One layer: its shape and where its weights are. The weights themselves and every buffer come with the
/// <see cref="LayerPass"/>, so a layer holds nothing that changes.
/// </summary>
internal interface ILayer
{
    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    /// <summary>Floats this layer keeps from Forward to Backward, beside its input and output.</summary>
    public int ScratchFloats(int maxRows);

    /// <summary>Writes the first weights into this layer's slices.</summary>
    public void Initialise(float[] weights, SeededRandom random);

    /// <summary>Input → Output.</summary>
    public void Forward(LayerPass pass);

    /// <summary>
    /// OutputGradient → InputGradient, and this layer's slices of WeightGradient, all overwritten.
    /// </summary>
    public void Backward(LayerPass pass);
}
