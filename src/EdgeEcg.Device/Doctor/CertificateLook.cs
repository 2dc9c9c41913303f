using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// A TLS handshake of our own, only to look at the certificates: libmosquitto says no, and not how long yes
/// will last. Nothing but the handshake is sent.
/// </summary>
internal static class CertificateLook
{
    /// <summary>Time for somebody to come and renew it.</summary>
    private const int SoonDays = 30;

    private const int HandshakeLimitMs = 8000;
    private const string WrongName = "it is for another host name";

    public static Finding OfDevice(MqttTls tls, DateTimeOffset now)
    {
        using X509Certificate2 own = X509Certificate2.CreateFromPemFile(tls.CertificateFile!, tls.KeyFile);
        return Judge([own], now, "let the device enrol again (edgeecg provision)");
    }

    public static Finding OfBroker(Socket socket, string host, MqttTls tls, DateTimeOffset now)
    {
        X509Certificate2Collection trusted = Trusted(tls);
        List<X509Certificate2> chain = [];
        string? trouble = null;
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = host,
            ClientCertificates = tls.CertificateFile is null
                ? null
                : [X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile)],
            RemoteCertificateValidationCallback = (_, certificate, presented, errors) =>
            {
                trouble = Verify((X509Certificate2?)certificate, presented, errors, trusted, chain);

                // The handshake goes on to its end, so that what is wrong can be said in full.
                return certificate is not null;
            },
        };
        using NetworkStream wire = new(socket) { ReadTimeout = HandshakeLimitMs };
        using SslStream secure = new(wire);
        secure.AuthenticateAsClient(options);
        return trouble is null || tls.Insecure
            ? Judge(chain, now, "renew the broker's certificate")
            : Finding.Fail($"{Describe(chain)}: {trouble}", RemedyFor(trouble));
    }

    private static X509Certificate2Collection Trusted(MqttTls tls)
    {
        X509Certificate2Collection trusted = [];
        if (tls.CaFile is not null)
        {
            trusted.ImportFromPemFile(tls.CaFile);
        }

        return trusted;
    }

    /// <summary>Null where name and chain hold; the chain is kept for its dates.</summary>
    private static string? Verify(
        X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors,
        X509Certificate2Collection trusted, List<X509Certificate2> links)
    {
        if (certificate is null)
        {
            return "the broker shows no certificate";
        }

        using X509Chain chain = new();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ExtraStore.AddRange(presented?.ChainPolicy.ExtraStore ?? []);
        if (trusted.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        bool holds = chain.Build(certificate);
        links.AddRange(chain.ChainElements.Select(
            link => X509CertificateLoader.LoadCertificate(link.Certificate.RawData)));
        if (!holds)
        {
            return string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct());
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? WrongName : null;
    }

    private static string RemedyFor(string trouble) => trouble == WrongName
        ? "set mqtt.host to a name that is in the certificate"
        : "set mqtt.tls.ca_file to the authority that signed it; check this device's clock, "
            + "and renew it if it expired";

    private static Finding Judge(List<X509Certificate2> chain, DateTimeOffset now, string remedy)
    {
        DateTimeOffset ends = chain.Min(link => link.NotAfter.ToUniversalTime());
        DateTimeOffset begins = chain.Max(link => link.NotBefore.ToUniversalTime());
        double days = (ends - now).TotalDays;
        string found = string.Create(
            CultureInfo.InvariantCulture,
            $"{Describe(chain)}, until {ends:yyyy-MM-dd} ({Math.Floor(days):0} days)");
        if (now < begins)
        {
            return Finding.Fail(found + ", not valid yet", "set this device's clock");
        }

        return days switch
        {
            < 0 => Finding.Fail(found, remedy),
            < SoonDays => Finding.Warn(found, remedy),
            _ => Finding.Ok(found),
        };
    }

    private static string Describe(List<X509Certificate2> chain) =>
        string.Join(" signed by ", chain.Select(link => link.Subject));
}
