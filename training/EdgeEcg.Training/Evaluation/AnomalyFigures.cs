namespace EdgeEcg.Training.Evaluation;

/// <summary>One record's line of an <see cref="AnomalyReport"/>, as numbers; null where undefined.</summary>
public sealed record AnomalyFigures(
    string Record,
    int Normal,
    int Ventricular,
    int Supraventricular,
    int Fusion,
    double? AucAll,
    double? AucVentricular,
    double? FlaggedNormalPercent,
    double? FlaggedVentricularPercent);
