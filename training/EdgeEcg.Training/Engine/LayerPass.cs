namespace EdgeEcg.Training.Engine;

/// <summary>
/// The buffers one layer works on in one pass. Arrays are sized for the most rows and used from their start.
/// </summary>
internal sealed class LayerPass
{
    /// <summary>The network's own input, which an autoencoder is to reconstruct.</summary>
    public required float[] Beats { get; init; }

    /// <summary>[Input.Steps, Rows, Input.Features].</summary>
    public required float[] Input { get; init; }

    /// <summary>[Output.Steps, Rows, Output.Features].</summary>
    public required float[] Output { get; init; }

    /// <summary>dLoss/dOutput, as Output; empty in a pass that is not for training.</summary>
    public required float[] OutputGradient { get; init; }

    /// <summary>dLoss/dInput, as Input; empty for the first layer, which nobody asks.</summary>
    public required float[] InputGradient { get; init; }

    public required float[] Scratch { get; init; }

    /// <summary>All weights of the network.</summary>
    public required float[] Weights { get; init; }

    /// <summary>dLoss/dWeights of the network, as Weights.</summary>
    public required float[] WeightGradient { get; init; }

    public required SeededRandom Noise { get; init; }

    public required Crew Crew { get; init; }

    /// <summary>Beats in this batch.</summary>
    public int Rows { get; set; }

    /// <summary>Dropout drops and batch norm measures only while training.</summary>
    public bool Training { get; set; }

    /// <summary>What a penalty layer adds to the loss of this batch.</summary>
    public double Penalty { get; set; }

    public bool WantsInputGradient => InputGradient.Length > 0;
}
