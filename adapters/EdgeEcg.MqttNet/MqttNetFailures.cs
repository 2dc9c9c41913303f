using System.Net.Sockets;
using System.Security.Authentication;
using EdgeEcg.Mqtt;
using MQTTnet.Exceptions;

namespace EdgeEcg.MqttNet;

/// <summary>From what MQTTnet threw to the reason that a technician can act on.</summary>
internal static class MqttNetFailures
{
    /// <summary>Why an attempt failed.</summary>
    /// <param name="verdict">What was wrong with the broker's certificate, if it was rejected.</param>
    public static MqttFailure FromAttempt(Exception trouble, MqttFailure verdict)
    {
        if (verdict is not MqttFailure.None)
        {
            return verdict;
        }

        if (Find<AuthenticationException>(trouble) is not null)
        {
            return MentionsAlert(trouble) ? MqttFailure.TlsRefusedByBroker : MqttFailure.TlsHandshake;
        }

        if (Find<SocketException>(trouble) is { } socket)
        {
            return FromSocket(socket.SocketErrorCode);
        }

        // With TLS 1.3 the client learns only after its own handshake that its certificate was refused.
        if (MentionsAlert(trouble))
        {
            return MqttFailure.TlsRefusedByBroker;
        }

        Exception cause = Innermost(trouble);
        bool closed = cause is IOException or ObjectDisposedException or OperationCanceledException
            || cause.GetType() == typeof(MqttCommunicationException);
        return closed ? MqttFailure.ConnectionLost : MqttFailure.ProtocolError;
    }

    /// <summary>Why an established connection ended.</summary>
    public static MqttFailure FromConnection(Exception trouble) => Innermost(trouble) switch
    {
        OperationCanceledException or MqttCommunicationTimedOutException => MqttFailure.KeepAliveTimeout,
        SocketException or IOException or ObjectDisposedException => MqttFailure.ConnectionLost,
        { } other when other.GetType() == typeof(MqttCommunicationException) => MqttFailure.ConnectionLost,
        _ => MqttFailure.ProtocolError,
    };

    public static string Detail(Exception trouble, string? verdict) => verdict ?? Innermost(trouble).Message;

    private static MqttFailure FromSocket(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => MqttFailure.NameNotFound,
        SocketError.ConnectionRefused => MqttFailure.NotListening,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.HostDown
            or SocketError.TimedOut => MqttFailure.Unreachable,
        _ => MqttFailure.ConnectionLost,
    };

    private static bool MentionsAlert(Exception trouble) =>
        Chain(trouble).Any(e => e.Message.Contains(" alert ", StringComparison.Ordinal));

    private static Exception Innermost(Exception trouble) => Chain(trouble).Last();

    private static T? Find<T>(Exception trouble)
        where T : Exception => Chain(trouble).OfType<T>().FirstOrDefault();

    private static IEnumerable<Exception> Chain(Exception trouble)
    {
        for (Exception? e = trouble; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
