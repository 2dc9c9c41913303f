namespace EdgeEcg.Training.Evaluation;

/// <summary>A <see cref="QrsReport"/> as JSON.</summary>
internal sealed record QrsReportDocument(
    IReadOnlyList<QrsFigures> Records,
    QrsFigures Gross,
    double? AverageSensitivity,
    double? AveragePositivePredictivity,
    double? AverageDetectionErrorRate,
    IReadOnlyList<ErrorWindow> WorstWindows);
