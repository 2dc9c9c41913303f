namespace EdgeEcg.Mqtt;

/// <summary>How patiently a session holds on to its broker.</summary>
public sealed record MqttSessionOptions
{
    /// <summary>Shortest wait between two attempts.</summary>
    public TimeSpan MinRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A connection that lived this long was a good one: the next wait starts from the shortest again.
    /// </summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A publish not answered by then ends the connection. MQTT allows resending only on a new one
    /// (MQTT 5, section 4.4), so waiting longer on this one cannot help.
    /// </summary>
    public TimeSpan AcknowledgeWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Received messages kept for the caller; the next one is dropped and counted.</summary>
    public int MaxReceived { get; init; } = 256;

    /// <summary>Publishes in flight plus their answers not yet taken by the caller.</summary>
    public int MaxOutstanding { get; init; } = 64;
}
