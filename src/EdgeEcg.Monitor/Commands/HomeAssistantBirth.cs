using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// Home Assistant says "online" when it has started; then devices describe themselves anew, each after a
/// random wait, so that they do not all answer at once (home-assistant.io, MQTT, "birth and last will").
/// </summary>
public sealed class HomeAssistantBirth
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Func<bool> _describe;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private long _heardAt;
    private TimeSpan? _wait;

    /// <param name="prefix">Home Assistant's discovery prefix.</param>
    /// <param name="describe">Posts the description and the state; false: try again.</param>
    /// <param name="random">Spreads the answers of a fleet.</param>
    /// <param name="time">Measures the wait.</param>
    public HomeAssistantBirth(string prefix, Func<bool> describe, Random random, TimeProvider time)
    {
        Topic = prefix + "/status";
        _describe = describe;
        _random = random;
        _time = time;
    }

    /// <summary>Where it says so.</summary>
    public string Topic { get; }

    /// <summary>From the publisher's thread.</summary>
    public void Take(MqttReceivedMessage message)
    {
        if (message.Payload.Span.SequenceEqual("online"u8))
        {
            lock (_gate)
            {
                (_heardAt, _wait) = (_time.GetTimestamp(), _random.NextDouble() * LongestWait);
            }
        }
    }

    /// <summary>Answers when the wait is over; called a few times a second.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            if (_wait is { } wait && _time.GetElapsedTime(_heardAt) >= wait && _describe())
            {
                _wait = null;
            }
        }
    }
}
