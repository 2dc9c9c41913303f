namespace EdgeEcg.Scoring.Models;

/// <summary>What a newly installed model has to live up to before it is kept.</summary>
/// <param name="Length">Of the trial, in signal from the first scored beat on; zero: there is none.</param>
/// <param name="MostFlaggedPercent">Of the scored beats, at most so many may be found abnormal.</param>
/// <param name="SlowestMs">Nine of ten beats must be judged within this time.</param>
public sealed record ModelTrialLimits(TimeSpan Length, double MostFlaggedPercent, double SlowestMs);
