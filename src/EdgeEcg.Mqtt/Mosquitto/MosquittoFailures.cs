namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>From what libmosquitto returned, and errno, to the reason that a technician can act on.</summary>
internal static class MosquittoFailures
{
    // errno values of Linux, asm-generic/errno.h: the same on x86-64 and ARM.
    private const int NetworkUnreachable = 101;
    private const int TimedOut = 110;
    private const int ConnectionRefused = 111;
    private const int HostDown = 112;
    private const int HostUnreachable = 113;

    /// <param name="verifyResult">What OpenSSL said of the certificate; 0 where it said nothing.</param>
    /// <param name="errors">What libmosquitto logged during the attempt; empty once connected.</param>
    public static MqttFailure FromResult(
        MosquittoResult result, int errno, long verifyResult, IReadOnlyList<string> errors) =>
        result switch
        {
            MosquittoResult.NameLookup => MqttFailure.NameNotFound,
            MosquittoResult.Tls or MosquittoResult.TlsHandshake => TlsVerdict.Judge(verifyResult, errors),
            MosquittoResult.KeepAlive => MqttFailure.KeepAliveTimeout,

            // With TLS 1.3 the client learns only after its own handshake that its certificate was refused;
            // what libmosquitto returns for that is accidental, and errno is overwritten, but the alert is in
            // its log.
            _ when TlsVerdict.IsAbout(errors) => TlsVerdict.Judge(verifyResult, errors),
            MosquittoResult.ConnectionLost or MosquittoResult.NoConnection => MqttFailure.ConnectionLost,
            MosquittoResult.SystemError => FromErrno(errno),
            _ => MqttFailure.ProtocolError,
        };

    private static MqttFailure FromErrno(int errno) => errno switch
    {
        ConnectionRefused => MqttFailure.NotListening,
        NetworkUnreachable or TimedOut or HostDown or HostUnreachable => MqttFailure.Unreachable,
        _ => MqttFailure.ConnectionLost,
    };
}
