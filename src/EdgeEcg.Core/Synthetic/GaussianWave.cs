namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// One wave of a beat: a Gaussian in time, and a vector in the frontal plane that each lead sees as its
/// projection.
/// </summary>
/// <param name="OffsetMs">From the R wave's centre to this wave's centre.</param>
/// <param name="SigmaMs">Standard deviation of the Gaussian.</param>
/// <param name="Microvolts">Length of the vector.</param>
/// <param name="AxisDegrees">Its direction; 0 points to the left arm (lead I), 90 to the feet.</param>
/// <param name="FollowsRate">
/// Offset and width shrink as the heart beats faster (the T wave; Bazett's square root).
/// </param>
internal readonly record struct GaussianWave(
    double OffsetMs, double SigmaMs, double Microvolts, double AxisDegrees, bool FollowsRate = false)
{
    // 4.5 sigma: the tail that is cut off is 4e-5 of the peak, below a tenth of a microvolt.
    public const double SupportSigmas = 4.5;

    // Electrodes as on a chest strap with three patches: lead 1 is Einthoven's II, lead 2 is I.
    private const double Lead1Degrees = 60;
    private const double Lead2Degrees = 0;

    public double Lead1Microvolts => Projection(Lead1Degrees);

    public double Lead2Microvolts => Projection(Lead2Degrees);

    public double ValueAt(double msFromR)
    {
        double sigmas = (msFromR - OffsetMs) / SigmaMs;
        return Math.Exp(-0.5 * sigmas * sigmas);
    }

    private double Projection(double leadDegrees) =>
        Microvolts * Math.Cos((AxisDegrees - leadDegrees) * Math.PI / 180);
}
