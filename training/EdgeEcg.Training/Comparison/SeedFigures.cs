using EdgeEcg.Training.Models;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// What the authors of the SRL-AE experiments report for their models under their protocol (drawcodeboy,
/// "SRL-AE"), to stand beside ours. Normal is positive.
/// </summary>
public sealed record SeedFigures(double Accuracy, double F1, double NormalMean, double Gap)
{
    /// <summary>None for a model that is not theirs, or under another protocol.</summary>
    public static SeedFigures? Of(string protocol, string model) => (protocol, model) switch
    {
        (Protocol.SrlAe, ModelCatalog.ResidualBoth) => new(0.983, 0.972, 5.208, 16.003),
        (Protocol.SrlAe, ModelCatalog.ResidualEncoder) => new(0.954, 0.923, 6.980, 15.914),
        (Protocol.SrlAe, ModelCatalog.ResidualDecoder) => new(0.986, 0.977, 4.828, 17.028),
        (Protocol.SrlAe, ModelCatalog.LstmAe) => new(0.986, 0.978, 5.240, 15.096),
        (Protocol.SrlAe, ModelCatalog.SparseLstmAe) => new(0.987, 0.979, 5.010, 16.280),
        (Protocol.SrlAe, ModelCatalog.SrlAe) => new(0.986, 0.977, 4.332, 17.320),
        _ => null,
    };
}
