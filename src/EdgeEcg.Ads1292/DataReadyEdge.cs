namespace EdgeEcg.Ads1292;

/// <summary>One falling edge of DRDY.</summary>
/// <param name="TimestampNs">When, on the monotonic clock of <see cref="Ads1292Connection.Time"/>.</param>
/// <param name="SequenceNumber">
/// Counts edges from 1 and wraps; a jump means that queued edges were dropped.
/// </param>
public readonly record struct DataReadyEdge(long TimestampNs, uint SequenceNumber);
