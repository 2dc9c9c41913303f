using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// What the authors of the models report for them under their own protocol, to stand beside ours: the SRL-AE
/// experiments (drawcodeboy, "SRL-AE"), the weighted dense autoencoder and the LSTM tutorial (Valkov). Normal
/// is positive. None where they report nothing.
/// </summary>
public sealed record SeedFigures(double Accuracy, double? F1, double? NormalMean, double? Gap)
{
    public double? Precision { get; init; }

    public double? Recall { get; init; }

    /// <summary>None for a model that is not theirs, or under another protocol.</summary>
    public static SeedFigures? Of(string protocol, string model) => (protocol, model) switch
    {
        (Ecg5000Protocol.SrlAe, ModelCatalog.ResidualBoth) => new(0.983, 0.972, 5.208, 16.003),
        (Ecg5000Protocol.SrlAe, ModelCatalog.ResidualEncoder) => new(0.954, 0.923, 6.980, 15.914),
        (Ecg5000Protocol.SrlAe, ModelCatalog.ResidualDecoder) => new(0.986, 0.977, 4.828, 17.028),
        (Ecg5000Protocol.SrlAe, ModelCatalog.LstmAe) => new(0.986, 0.978, 5.240, 15.096),
        (Ecg5000Protocol.SrlAe, ModelCatalog.SparseLstmAe) => new(0.987, 0.979, 5.010, 16.280),
        (Ecg5000Protocol.SrlAe, ModelCatalog.SrlAe) => new(0.986, 0.977, 4.332, 17.320),
        (Ecg5000Protocol.WeightedDense, ModelCatalog.WeightedDense) =>
            new(0.972, 0.977, null, null) { Precision = 0.956, Recall = 0.998 },
        (Ecg5000Protocol.Tutorial, ModelCatalog.TutorialLstm) => new(0.98, null, null, null),
        _ => null,
    };
}
