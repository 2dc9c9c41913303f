namespace EdgeEcg.Records.Recording;

/// <summary>When to try a disk again that has failed: after a second, then twice as long each time.</summary>
internal sealed class RetryDelay(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private TimeSpan _delay;
    private long _failedAt;

    public bool IsDue => _delay == TimeSpan.Zero || time.GetElapsedTime(_failedAt) >= _delay;

    /// <param name="immediately">Something was done about it.</param>
    public void Failed(bool immediately)
    {
        _failedAt = time.GetTimestamp();
        TimeSpan doubled = _delay == TimeSpan.Zero ? Shortest : 2 * _delay;
        _delay = immediately ? TimeSpan.Zero : doubled < Longest ? doubled : Longest;
    }

    public void Reset() => _delay = TimeSpan.Zero;
}
