namespace EdgeEcg.Core;

/// <summary>The rhythm up to one beat.</summary>
/// <param name="RrMs">
/// From the beat before to this one; none for the first beat, or the first after a gap.
/// </param>
/// <param name="UsualRrMs">Median of the last eight intervals before that; none until there are four.</param>
public readonly record struct RhythmContext(double? RrMs, double? UsualRrMs)
{
    /// <summary>
    /// This interval as a share of the usual one: 1 in a regular rhythm, below 1 for a premature beat.
    /// </summary>
    public double? RelativeRr => RrMs / UsualRrMs;
}
