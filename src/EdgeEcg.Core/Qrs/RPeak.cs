namespace EdgeEcg.Core.Qrs;

/// <summary>A heartbeat's fiducial point.</summary>
/// <param name="SampleIndex">Where, in samples of the detector's input since its start; fractional.</param>
/// <param name="Prominence">QRS energy relative to this wearer's usual beat; about 1.</param>
/// <param name="Clarity">How far the usual beat stands out of what lies between beats, from 0 to 1.</param>
public readonly record struct RPeak(double SampleIndex, float Prominence, float Clarity);
