namespace EdgeEcg.Mqtt;

/// <summary>
/// Waits between attempts by decorrelated jitter: each wait is drawn evenly between the shortest and three
/// times the previous one, up to the longest. A thousand devices that lose one broker at the same moment come
/// back spread out, and none falls into step with another again (M. Brooker, "Exponential Backoff And
/// Jitter", AWS, 2015).
/// </summary>
public sealed class MqttBackOff
{
    private const double Growth = 3.0;

    private readonly TimeSpan _shortest;
    private readonly TimeSpan _longest;
    private readonly Random _random;
    private TimeSpan _previous;

    public MqttBackOff(TimeSpan shortest, TimeSpan longest, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shortest.Ticks, nameof(shortest));
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        _shortest = shortest;
        _longest = longest;
        _random = random;
        _previous = shortest;
    }

    public TimeSpan Next()
    {
        TimeSpan highest = _previous * Growth;
        TimeSpan drawn = _shortest + ((highest - _shortest) * _random.NextDouble());
        _previous = drawn < _longest ? drawn : _longest;
        return _previous;
    }

    public void Reset() => _previous = _shortest;
}
