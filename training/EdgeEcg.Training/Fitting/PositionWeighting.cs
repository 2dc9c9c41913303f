namespace EdgeEcg.Training.Fitting;

/// <summary>How much each position of a beat counts in its score.</summary>
public enum PositionWeighting
{
    /// <summary>All the same.</summary>
    Uniform,

    /// <summary>
    /// By the inverse of the mean squared error the model leaves there on training normals: a deviation
    /// counts by how unusual it is. Scaled to a mean of 1.
    /// </summary>
    InverseError,

    /// <summary>
    /// By the root mean square error the model leaves there: stretches where a beat varies count more than
    /// those that are flat in everybody. Scaled to a mean of 1.
    /// </summary>
    RmsError,
}
