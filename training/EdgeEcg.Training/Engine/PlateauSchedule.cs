namespace EdgeEcg.Training.Engine;

/// <summary>Halves the learning rate when the validation loss has not improved for some epochs.</summary>
internal sealed class PlateauSchedule(double learningRate, int patienceEpochs, double floor)
{
    private const double Factor = 0.5;

    /// <summary>
    /// An improvement smaller than this share of the best loss is none; PyTorch's ReduceLROnPlateau has the
    /// same.
    /// </summary>
    private const double Tolerance = 1e-4;

    private double _best = double.PositiveInfinity;
    private int _epochsWithout;

    public double LearningRate { get; private set; } = learningRate;

    public void Report(double validationLoss)
    {
        if (validationLoss < _best * (1 - Tolerance))
        {
            _best = validationLoss;
            _epochsWithout = 0;
            return;
        }

        _epochsWithout++;
        if (_epochsWithout > patienceEpochs)
        {
            LearningRate = Math.Max(LearningRate * Factor, floor);
            _epochsWithout = 0;
        }
    }

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_best);
        writer.Write(_epochsWithout);
        writer.Write(LearningRate);
    }

    public void ReadFrom(BinaryReader reader)
    {
        _best = reader.ReadDouble();
        _epochsWithout = reader.ReadInt32();
        LearningRate = reader.ReadDouble();
    }
}
