namespace EdgeEcg.Training.Evaluation;

/// <summary>An <see cref="AnomalyReport"/> as JSON.</summary>
internal sealed record AnomalyReportDocument(
    IReadOnlyList<AnomalyFigures> Records,
    AnomalyFigures Pooled,
    IReadOnlyDictionary<string, double> Figures,
    double? VentricularFlagSensitivity,
    double? VentricularFlagPositivePredictivity,
    double? VentricularFlagFalsePositiveRate);
