namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>From what libmosquitto returned, and errno, to the reason that a technician can act on.</summary>
internal static class MosquittoFailures
{
    // errno values of Linux, asm-generic/errno.h: the same on x86-64 and ARM.
    private const int ProtocolFault = 71;
    private const int NetworkUnreachable = 101;
    private const int TimedOut = 110;
    private const int ConnectionRefused = 111;
    private const int HostDown = 112;
    private const int HostUnreachable = 113;

    public static MqttFailure FromResult(MosquittoResult result, int errno, nint tls, IReadOnlyList<string> errors) =>
        result switch
        {
            MosquittoResult.NameLookup => MqttFailure.NameNotFound,
            MosquittoResult.Tls or MosquittoResult.TlsHandshake => TlsVerdict.Judge(tls, errors),
            MosquittoResult.KeepAlive => MqttFailure.KeepAliveTimeout,
            MosquittoResult.ConnectionLost or MosquittoResult.NoConnection => MqttFailure.ConnectionLost,
            MosquittoResult.SystemError => FromErrno(errno, tls, errors),
            _ => MqttFailure.ProtocolError,
        };

    private static MqttFailure FromErrno(int errno, nint tls, IReadOnlyList<string> errors) => errno switch
    {
        ConnectionRefused => MqttFailure.NotListening,
        NetworkUnreachable or TimedOut or HostDown or HostUnreachable => MqttFailure.Unreachable,
        ProtocolFault when errors.Count > 0 => TlsVerdict.Judge(tls, errors),
        _ => MqttFailure.ConnectionLost,
    };
}
