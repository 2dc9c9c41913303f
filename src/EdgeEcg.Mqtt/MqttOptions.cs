namespace EdgeEcg.Mqtt;

/// <summary>
/// Everything one connection needs to know. Nothing is read from files but the PEM files of
/// <see cref="Tls"/>.
/// </summary>
public sealed record MqttOptions
{
    /// <summary>Name or address; with TLS it must be in the broker's certificate.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Unique at the broker: a second client of the same id throws the first one out.</summary>
    public required string ClientId { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>
    /// A silent link is noticed after at most twice this time; at least 5 s (libmosquitto's floor).
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From an open socket to the broker's answer, the TLS handshake included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the broker keeps our subscriptions while we are away; zero: it forgets them at once.
    /// </summary>
    public TimeSpan SessionExpiry { get; init; }

    /// <summary>Messages published and not yet acknowledged; the broker may allow fewer.</summary>
    public int MaxInFlight { get; init; } = 16;

    /// <summary>Received messages kept for the caller; the next one is dropped and counted.</summary>
    public int MaxReceived { get; init; } = 256;

    public MqttTls? Tls { get; init; }
}
