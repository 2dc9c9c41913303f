using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// Where native code enters managed code. Each callback finds its connection by the handle given as user data
/// and writes down what happened; it calls nothing of libmosquitto that sends. An exception must not travel
/// through native frames, so it is kept and thrown again by the poll that caused the callback.
/// </summary>
internal static unsafe class MosquittoCallbacks
{
    private const int LogLevelError = 8;

    public static void Attach(MosquittoHandle instance)
    {
        MosquittoNative.SetConnectCallback(instance, &OnConnect);
        MosquittoNative.SetDisconnectCallback(instance, &OnDisconnect);
        MosquittoNative.SetPublishCallback(instance, &OnPublish);
        MosquittoNative.SetMessageCallback(instance, &OnMessage);
        MosquittoNative.SetSubscribeCallback(instance, &OnSubscribe);
        MosquittoNative.SetLogCallback(instance, &OnLog);
    }

    /// <summary>
    /// A key with a passphrase is refused; OpenSSL would ask for it on the terminal of a daemon.
    /// </summary>
    public static delegate* unmanaged<byte*, int, int, nint, int> NoPassphrase => &OnPassphrase;

    [UnmanagedCallersOnly]
    private static int OnPassphrase(byte* buffer, int size, int writing, nint userData) => 0;

    [UnmanagedCallersOnly]
    private static void OnConnect(nint instance, nint userData, int reason, int flags, nint properties) =>
        Guard(userData, connection => connection.OnConnack(reason, flags, properties));

    [UnmanagedCallersOnly]
    private static void OnDisconnect(nint instance, nint userData, int reason, nint properties) =>
        Guard(userData, connection => connection.OnDisconnect(reason));

    [UnmanagedCallersOnly]
    private static void OnPublish(nint instance, nint userData, int packetId, int reason, nint properties) =>
        Guard(userData, connection => connection.OnPublished(packetId, (MqttReasonCode)reason));

    [UnmanagedCallersOnly]
    private static void OnMessage(nint instance, nint userData, MosquittoMessage* message, nint properties) =>
        Guard(userData, connection => connection.OnMessage(Copy(message, properties)));

    [UnmanagedCallersOnly]
    private static void OnSubscribe(
        nint instance, nint userData, int packetId, int count, int* granted, nint properties) =>
        Guard(userData, connection =>
            connection.OnSubscribed(packetId, (MqttReasonCode)(count > 0 ? granted[0] : 0)));

    [UnmanagedCallersOnly]
    private static void OnLog(nint instance, nint userData, int level, byte* text)
    {
        if (level == LogLevelError)
        {
            Guard(userData, connection => connection.OnError(Marshal.PtrToStringUTF8((nint)text)!));
        }
    }

    private static void Guard(nint userData, Action<MosquittoConnection> act)
    {
        var connection = Unsafe.As<MosquittoConnection>(GCHandle.FromIntPtr(userData).Target!);
        try
        {
            act(connection);
        }
#pragma warning disable CA1031 // It must not unwind through C; the connection throws it again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            connection.KeepFault(fault);
        }
    }

    private static MqttReceivedMessage Copy(MosquittoMessage* message, nint properties) => new(
        Marshal.PtrToStringUTF8((nint)message->Topic)!,
        new ReadOnlySpan<byte>(message->Payload, message->PayloadBytes).ToArray(),
        (MqttQos)message->Qos,
        message->Retain != 0,
        MosquittoProperties.ReadString(properties, MosquittoProperty.ResponseTopic),
        MosquittoProperties.ReadBytes(properties, MosquittoProperty.CorrelationData));
}
