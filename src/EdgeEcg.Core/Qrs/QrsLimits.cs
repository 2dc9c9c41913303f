namespace EdgeEcg.Core.Qrs;

/// <summary>
/// The constants of <see cref="QrsDetector"/>. The defaults were fitted on the DS1 half of MIT-BIH Arrhythmia
/// only; docs/detection.md has the trials.
/// </summary>
public sealed record QrsLimits
{
    /// <summary>
    /// Two QRS complexes are at least this far apart: the ventricle's refractory period, 250 bpm.
    /// </summary>
    public double RefractoryMs { get; init; } = 240;

    /// <summary>Up to this long after a beat, a much smaller hump is its T wave.</summary>
    public double TWaveMs { get; init; } = 360;

    /// <summary>... where "much smaller" is below this share of that beat.</summary>
    public float TWaveShare { get; init; } = 0.5f;

    /// <summary>A hump is a beat above noise + share·(signal - noise).</summary>
    public float ThresholdShare { get; init; } = 0.33f;

    /// <summary>Looking back for a missed beat, this lower share is enough.</summary>
    public float SearchBackShare { get; init; } = 0.15f;

    /// <summary>A beat is overdue after this many usual RR intervals.</summary>
    public double SearchBackRr { get; init; } = 1.4;

    /// <summary>For a hump whose waiting time ends with no beat after it, this share is enough.</summary>
    public float LonelyShare { get; init; } = 0.15f;

    /// <summary>
    /// A hump waits at most this long for its verdict: bounds the look-ahead, which would be a second at 125
    /// SPS with 510. DS1 has the same errors from 480 to 510, more with less.
    /// </summary>
    public double MaximumWaitMs { get; init; } = 480;

    /// <summary>Earlier than this share of the usual RR, a hump must be larger to count.</summary>
    public double EarlyRr { get; init; } = 0.7;
}
