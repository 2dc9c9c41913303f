namespace EdgeEcg.Training.Engine;

/// <summary>
/// Keeps the weights of the best epoch, and says when it is so long ago that going on is pointless.
/// </summary>
internal sealed class BestWeights(int weightCount, int patienceEpochs)
{
    private readonly float[] _weights = new float[weightCount];
    private int _lastEpoch;

    /// <summary>Lowest validation loss so far.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    public int Epoch { get; private set; }

    public bool IsExhausted => _lastEpoch - Epoch >= patienceEpochs;

    public void Report(int epoch, double validationLoss, ReadOnlySpan<float> weights)
    {
        _lastEpoch = epoch;
        if (validationLoss < Loss)
        {
            (Loss, Epoch) = (validationLoss, epoch);
            weights.CopyTo(_weights);
        }
    }

    public float[] Take() => _weights;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_lastEpoch);
        writer.Write(Epoch);
        writer.Write(Loss);
        StateArrays.Write(writer, _weights);
    }

    public void ReadFrom(BinaryReader reader)
    {
        _lastEpoch = reader.ReadInt32();
        Epoch = reader.ReadInt32();
        Loss = reader.ReadDouble();
        StateArrays.Read(reader, _weights);
    }
}
