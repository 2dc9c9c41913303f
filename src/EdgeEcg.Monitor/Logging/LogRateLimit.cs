namespace EdgeEcg.Monitor.Logging;

/// <summary>
/// Keeps one cause from filling the log: of messages with the same event id so many pass in a minute, the
/// others are counted, and their number is told with the next one that passes. For any thread.
/// </summary>
public sealed class LogRateLimit(TimeProvider time)
{
    public const int MostPerMinute = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, (long Since, int Passed, int Held)> _seen = [];
    private long _suppressed;

    /// <summary>Messages that did not pass since start.</summary>
    public long Suppressed => Interlocked.Read(ref _suppressed);

    /// <param name="eventId">Of the message; there are only as many as the program was written with.</param>
    /// <param name="held">Those of the same id that did not pass since one last did.</param>
    /// <returns>Whether it passes.</returns>
    public bool TryPass(int eventId, out int held)
    {
        lock (_gate)
        {
            (long since, int passed, held) = _seen.GetValueOrDefault(eventId);
            if (passed == 0 || time.GetElapsedTime(since) >= Minute)
            {
                (since, passed) = (time.GetTimestamp(), 0);
            }

            bool passes = passed < MostPerMinute;
            if (!passes)
            {
                Interlocked.Increment(ref _suppressed);
            }

            _seen[eventId] = passes ? (since, passed + 1, 0) : (since, passed, held + 1);
            return passes;
        }
    }
}
