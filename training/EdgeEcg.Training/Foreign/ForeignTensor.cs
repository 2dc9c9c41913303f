namespace EdgeEcg.Training.Foreign;

/// <summary>A weight of a foreign file.</summary>
/// <param name="Name">For instance <c>encoder.rnn1.weight_ih_l0</c>.</param>
/// <param name="Values">Row by row, whatever precision the file has.</param>
internal sealed record ForeignTensor(string Name, int[] Shape, float[] Values)
{
    /// <summary>What is before the last dot: the module that the weight belongs to.</summary>
    public string Module => Name.Contains('.', StringComparison.Ordinal) ? Name[..Name.LastIndexOf('.')] : "";

    /// <summary>What is after it.</summary>
    public string Role => Name[(Name.LastIndexOf('.') + 1)..];
}
