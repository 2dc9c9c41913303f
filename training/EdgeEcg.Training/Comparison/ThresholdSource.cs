namespace EdgeEcg.Training.Comparison;

/// <summary>
/// Which beats a protocol's threshold has seen. Two of them see the test labels: optimistic.
/// </summary>
public enum ThresholdSource
{
    /// <summary>The recipe's rule on training normals. Honest.</summary>
    TrainingNormals,

    /// <summary>
    /// The recipe's rule, then moved by up to 1 to the best accuracy on the test set. Optimistic.
    /// </summary>
    TestLabelsNearRule,

    /// <summary>The best Youden index on the test set. Optimistic.</summary>
    TestLabelsYouden,

    /// <summary>The best Youden index on labelled validation beats. Honest.</summary>
    ValidationLabelsYouden,

    /// <summary>The best F1 of abnormal beats on labelled validation beats. Honest.</summary>
    ValidationLabelsF1,
}
