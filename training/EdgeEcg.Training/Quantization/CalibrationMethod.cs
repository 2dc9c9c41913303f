namespace EdgeEcg.Training.Quantization;

/// <summary>How the range of an activation is chosen from the values it took on calibration beats.</summary>
public enum CalibrationMethod
{
    /// <summary>Smallest to largest value seen.</summary>
    MinMax,

    /// <summary>The central 99.99 % of the values: outliers are clamped.</summary>
    Percentile,

    /// <summary>The clip that keeps the distribution closest in Kullback–Leibler divergence.</summary>
    Entropy,
}
