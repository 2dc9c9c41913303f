using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeEcg.Mqtt;
using MQTTnet;

namespace EdgeEcg.MqttNet;

/// <summary>
/// TLS by .NET's own stack. The handler that judges the broker's certificate keeps what was wrong with it,
/// because the exception that follows does not say. Revocation is not checked, as with libmosquitto.
/// </summary>
internal sealed class MqttNetTls(TimeProvider time)
{
    /// <summary>What was wrong with the broker's certificate; None where it was never rejected.</summary>
    public MqttFailure Verdict { get; private set; }

    public string? VerdictText { get; private set; }

    /// <param name="unusable">The file that cannot be used, and why.</param>
    public bool TryApply(MqttClientOptions settings, MqttTls tls, string host, out string? unusable)
    {
        unusable = null;
        string file = tls.CaFile ?? "";
        try
        {
            MqttClientTlsOptions options = new()
            {
                UseTls = true,
                TargetHost = host,
                RevocationMode = X509RevocationMode.NoCheck,
                IgnoreCertificateRevocationErrors = true,
                CertificateValidationHandler = seen => tls.Insecure || Judge(seen),
            };
            if (tls.CaFile is not null)
            {
                options.TrustChain = ReadAuthorities(tls.CaFile);
            }

            if (tls is { CertificateFile: { } certificateFile, KeyFile: { } keyFile })
            {
                file = certificateFile;
                options.ClientCertificatesProvider = new DefaultMqttCertificatesProvider(
                    new X509Certificate2Collection(
                        X509Certificate2.CreateFromPemFile(certificateFile, keyFile)));
            }

            ((MqttClientTcpOptions)settings.ChannelOptions).TlsOptions = options;
            return true;
        }
        catch (Exception trouble) when (trouble is CryptographicException or IOException
            or UnauthorizedAccessException)
        {
            unusable = $"{file}: {trouble.Message}";
            return false;
        }
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0
            ? authorities
            : throw new CryptographicException("there is no certificate in it");
    }

    private bool Judge(MqttClientCertificateValidationEventArgs seen)
    {
        if (seen.SslPolicyErrors is SslPolicyErrors.None)
        {
            return true;
        }

        Verdict = FailureOf(seen);
        IEnumerable<string> why = seen.Chain.ChainStatus.Select(status => status.Status.ToString())
            .Append(seen.SslPolicyErrors.ToString());
        VerdictText = "certificate verify failed: " + string.Join(", ", why);
        return false;
    }

    private MqttFailure FailureOf(MqttClientCertificateValidationEventArgs seen)
    {
        if (seen.Chain.ChainStatus.Any(status => status.Status is X509ChainStatusFlags.NotTimeValid))
        {
            // The dates of the broker's own certificate; an authority out of its time has expired, as a rule.
            using X509Certificate2 certificate = new(seen.Certificate);
            return time.GetUtcNow().UtcDateTime < certificate.NotBefore.ToUniversalTime()
                ? MqttFailure.TlsNotYetValid
                : MqttFailure.TlsExpired;
        }

        return seen.Chain.ChainStatus.Length == 0
            && seen.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? MqttFailure.TlsWrongHostName
                : MqttFailure.TlsUntrusted;
    }
}
