namespace EdgeEcg.Training.Models;

/// <summary>What the recurrent autoencoders of the seeds differ in.</summary>
internal sealed record RecurrentShape
{
    /// <summary>Hidden units of the encoder's layers, first to last.</summary>
    public required int[] Encoder { get; init; }

    /// <summary>Hidden units of the decoder's layers, first to last.</summary>
    public required int[] Decoder { get; init; }

    public bool ResidualEncoder { get; init; }

    public bool ResidualDecoder { get; init; }

    /// <summary>Sparsity penalty on the first three layers of the encoder.</summary>
    public bool Sparse { get; init; }

    /// <summary>
    /// Probability of the dropout that follows each layer, with a tanh after it; 0 for neither.
    /// </summary>
    public float Dropout { get; init; }

    /// <summary>Whether the last matrix has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the last matrix starts with a standard deviation of 1, not uniform.</summary>
    public bool NormalOutput { get; init; }
}
