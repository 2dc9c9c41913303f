namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// Noise as a function of time: a random value at each point of a lattice (a hash of point and seed),
/// straight lines between. So the same noise is found at the same time whatever the sample rate and however
/// the reading is cut into chunks.
/// </summary>
internal readonly record struct LatticeNoise(uint Seed, double PointsPerSecond)
{
    /// <summary>Between -1 and 1.</summary>
    public float At(double seconds)
    {
        double position = seconds * PointsPerSecond;
        long point = (long)Math.Floor(position);
        float share = (float)(position - point);
        float left = Point(point);
        return left + (share * (Point(point + 1) - left));
    }

    // The 64-bit finaliser of SplitMix (Steele, Lea and Flood 2014): every input bit reaches every output
    // bit.
    private float Point(long point)
    {
        ulong mixed = (ulong)point + (Seed * 0x9E3779B97F4A7C15UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return ((int)(mixed >> 33) / (float)(1 << 30)) - 1;
    }
}
