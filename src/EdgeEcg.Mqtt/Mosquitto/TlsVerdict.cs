using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// Says what was wrong with the broker's certificate. libmosquitto 2.0 reports every rejected certificate
/// with the same words, but while it logs them the OpenSSL session still knows the verification result
/// (x509_vfy.h). Where OpenSSL's library has another name, the answer is just less precise.
/// </summary>
internal static unsafe class TlsVerdict
{
    private const int CertificateNotYetValid = 9;
    private const int CertificateExpired = 10;
    private const int HostNameMismatch = 62;
    private const int IpAddressMismatch = 64;

    private static readonly Lazy<nint> VerifyResultFunction = new(FindVerifyResult);

    /// <summary>Whether this line says that a certificate was rejected.</summary>
    public static bool IsRejection(string error) =>
        error.Contains("certificate verify failed", StringComparison.Ordinal);

    public static bool IsAbout(IReadOnlyList<string> errors) => Mention(errors, "SSL routines");

    /// <param name="errors">What libmosquitto logged about the handshake.</param>
    public static MqttFailure Judge(long verifyResult, IReadOnlyList<string> errors)
    {
        if (Mention(errors, "Unable to load") || Mention(errors, "certificate/key are inconsistent"))
        {
            return MqttFailure.TlsFileUnusable;
        }

        if (Mention(errors, "host name verification failed"))
        {
            return MqttFailure.TlsWrongHostName;
        }

        if (errors.Any(IsRejection))
        {
            return FromVerifyResult(verifyResult);
        }

        return Mention(errors, " alert ") ? MqttFailure.TlsRefusedByBroker : MqttFailure.TlsHandshake;
    }

    /// <param name="tls">The SSL object; zero where there is none.</param>
    public static long VerifyResult(nint tls)
    {
        var verifyResult = (delegate* unmanaged<nint, long>)VerifyResultFunction.Value;
        return tls == 0 || verifyResult is null ? 0 : verifyResult(tls);
    }

    private static bool Mention(IReadOnlyList<string> errors, string words) =>
        errors.Any(e => e.Contains(words, StringComparison.Ordinal));

    private static MqttFailure FromVerifyResult(long result) => result switch
    {
        CertificateNotYetValid => MqttFailure.TlsNotYetValid,
        CertificateExpired => MqttFailure.TlsExpired,
        HostNameMismatch or IpAddressMismatch => MqttFailure.TlsWrongHostName,
        _ => MqttFailure.TlsUntrusted,
    };

    private static nint FindVerifyResult()
    {
        return NativeLibrary.TryLoad("libssl.so.3", out nint library)
            && NativeLibrary.TryGetExport(library, "SSL_get_verify_result", out nint function)
                ? function
                : 0;
    }
}
