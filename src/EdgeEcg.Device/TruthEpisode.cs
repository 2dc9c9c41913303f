namespace EdgeEcg.Device;

/// <summary>A stretch in which something abnormal really happened, in samples of the chip.</summary>
/// <param name="Start">First abnormal beat, or where the pause begins.</param>
/// <param name="End">Last abnormal beat, or the beat that ends the pause.</param>
/// <param name="Kind">For people.</param>
internal readonly record struct TruthEpisode(long Start, long End, string Kind);
