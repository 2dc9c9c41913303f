namespace EdgeEcg.Device.Pictures;

/// <summary>From the upper left corner.</summary>
internal readonly record struct PointMm(double X, double Y);
