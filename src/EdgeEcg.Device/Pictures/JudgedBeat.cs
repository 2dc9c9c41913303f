using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Pictures;

/// <summary>One beat of a judged record.</summary>
/// <param name="Beat">As it was found.</param>
/// <param name="Verdict">What was made of it.</param>
/// <param name="Bpm">The heart rate at this beat; none while it was not valid.</param>
internal readonly record struct JudgedBeat(Beat Beat, BeatVerdict Verdict, double? Bpm)
{
    public long SampleIndex => Beat.SampleIndex;

    public bool IsNoise => Verdict.Reasons.HasFlag(BeatReasons.Noise);
}
