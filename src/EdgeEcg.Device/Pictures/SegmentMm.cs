namespace EdgeEcg.Device.Pictures;

/// <summary>A straight line between two points.</summary>
internal readonly record struct SegmentMm(double X1, double Y1, double X2, double Y2);
