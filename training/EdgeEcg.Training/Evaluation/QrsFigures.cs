namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// One record's line of a <see cref="QrsReport"/>, as numbers; ratios from 0 to 1, null where undefined.
/// </summary>
public sealed record QrsFigures(
    string Record,
    long Beats,
    long FalseNegatives,
    long FalsePositives,
    double? Sensitivity,
    double? PositivePredictivity,
    double? DetectionErrorRate,
    double? VentricularSensitivity,
    double? VentricularPositivePredictivity,
    double? SupraventricularSensitivity,
    double? SupraventricularPositivePredictivity,
    double OffsetMedianMs,
    double OffsetMeanMs,
    double OffsetStandardDeviationMs,
    double UnreadableSeconds,
    double? ReadableSensitivity,
    double? ReadablePositivePredictivity)
{
    public static QrsFigures Of(string record, BeatComparison comparison)
    {
        BeatConfusion confusion = comparison.Confusion;
        return new QrsFigures(
            record,
            confusion.Qrs.Beats,
            confusion.Qrs.FalseNegatives,
            confusion.Qrs.FalsePositives,
            confusion.Qrs.Sensitivity,
            confusion.Qrs.PositivePredictivity,
            confusion.Qrs.DetectionErrorRate,
            confusion.Ventricular.Sensitivity,
            confusion.Ventricular.PositivePredictivity,
            confusion.Supraventricular.Sensitivity,
            confusion.Supraventricular.PositivePredictivity,
            comparison.Offsets.MedianMs,
            comparison.Offsets.MeanMs,
            comparison.Offsets.StandardDeviationMs,
            comparison.TestShutdownSeconds,
            confusion.Readable.Sensitivity,
            confusion.Readable.PositivePredictivity);
    }
}
