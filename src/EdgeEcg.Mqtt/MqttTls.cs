namespace EdgeEcg.Mqtt;

/// <summary>How the broker is recognised, and how it recognises us. All files are PEM.</summary>
public sealed record MqttTls
{
    /// <summary>Certificates that vouch for the broker; null: those of the operating system.</summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// Our own certificate with its chain; together with <see cref="KeyFile"/> or not at all.
    /// </summary>
    public string? CertificateFile { get; init; }

    /// <summary>The key of <see cref="CertificateFile"/>, without a passphrase.</summary>
    public string? KeyFile { get; init; }

    /// <summary>
    /// Accepts any certificate under any name: anyone on the way can read and change what is sent.
    /// </summary>
    public bool Insecure { get; init; }
}
