namespace EdgeEcg.Device.Pictures;

/// <summary>The heart rate over one stretch of the day; none where it was never valid.</summary>
internal readonly record struct RateBin(double? LowestBpm, double? MeanBpm, double? HighestBpm);
