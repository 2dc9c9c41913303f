namespace EdgeEcg.Training.Engine;

/// <summary>
/// Shortens a gradient that is longer than a limit (Pascanu et al. 2013); its direction stays.
/// </summary>
internal static class GradientClip
{
    /// <returns>The length before clipping.</returns>
    public static double ToLength(Span<float> gradient, double maxLength)
    {
        double squares = 0;
        foreach (float value in gradient)
        {
            squares += (double)value * value;
        }

        double length = Math.Sqrt(squares);
        if (length > maxLength)
        {
            float scale = (float)(maxLength / length);
            foreach (ref float value in gradient)
            {
                value *= scale;
            }
        }

        return length;
    }
}
