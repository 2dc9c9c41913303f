using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>The functions of libmosquitto 2.0 that are used, as its mosquitto.h declares them.</summary>
internal static unsafe partial class MosquittoNative
{
    public const string Library = "libmosquitto.so.1";

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_init")]
    public static partial MosquittoResult LibraryInit();

    [LibraryImport(Library, EntryPoint = "mosquitto_lib_version")]
    public static partial int LibraryVersion(out int major, out int minor, out int revision);

    [LibraryImport(Library, EntryPoint = "mosquitto_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoHandle New(
        string clientId, [MarshalAs(UnmanagedType.U1)] bool cleanStart, nint userData);

    [LibraryImport(Library, EntryPoint = "mosquitto_destroy")]
    public static partial void Destroy(nint instance);

    [LibraryImport(Library, EntryPoint = "mosquitto_int_option")]
    public static partial MosquittoResult SetOption(
        MosquittoHandle instance, MosquittoOption option, int value);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_username_pw_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoResult SetCredentials(
        MosquittoHandle instance, string username, string? password);

    [LibraryImport(Library, EntryPoint = "mosquitto_will_set_v5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoResult SetWill(
        MosquittoHandle instance, string topic, int payloadBytes, byte* payload, int qos,
        [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoResult SetTls(
        MosquittoHandle instance, string? caFile, string? caFolder, string? certificateFile, string? keyFile,
        delegate* unmanaged<byte*, int, int, nint, int> passphrase);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_tls_opts_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoResult SetTlsOptions(
        MosquittoHandle instance, int certificateRequired, string? version, string? ciphers);

    [LibraryImport(Library, EntryPoint = "mosquitto_tls_insecure_set")]
    public static partial MosquittoResult SetTlsInsecure(
        MosquittoHandle instance, [MarshalAs(UnmanagedType.U1)] bool insecure);

    [LibraryImport(Library, EntryPoint = "mosquitto_ssl_get")]
    public static partial nint GetTls(MosquittoHandle instance);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_connect_bind_v5", StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true)]
    public static partial MosquittoResult Connect(
        MosquittoHandle instance, string host, int port, int keepAliveSeconds, string? bindAddress,
        nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5")]
    public static partial MosquittoResult Disconnect(MosquittoHandle instance, int reason, nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_socket")]
    public static partial int GetSocket(MosquittoHandle instance);

    [LibraryImport(Library, EntryPoint = "mosquitto_want_write")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool WantsWrite(MosquittoHandle instance);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_read", SetLastError = true)]
    public static partial MosquittoResult LoopRead(MosquittoHandle instance, int maxPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_write", SetLastError = true)]
    public static partial MosquittoResult LoopWrite(MosquittoHandle instance, int maxPackets);

    [LibraryImport(Library, EntryPoint = "mosquitto_loop_misc", SetLastError = true)]
    public static partial MosquittoResult LoopMisc(MosquittoHandle instance);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_publish_v5", StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true)]
    public static partial MosquittoResult Publish(
        MosquittoHandle instance, out int packetId, string topic, int payloadBytes, byte* payload, int qos,
        [MarshalAs(UnmanagedType.U1)] bool retain, nint properties);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_subscribe_v5", StringMarshalling = StringMarshalling.Utf8,
        SetLastError = true)]
    public static partial MosquittoResult Subscribe(
        MosquittoHandle instance, out int packetId, string topicFilter, int qos, int options,
        nint properties);

    [LibraryImport(Library, EntryPoint = "mosquitto_connect_v5_callback_set")]
    public static partial void SetConnectCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_disconnect_v5_callback_set")]
    public static partial void SetDisconnectCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_publish_v5_callback_set")]
    public static partial void SetPublishCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_message_v5_callback_set")]
    public static partial void SetMessageCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, MosquittoMessage*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_subscribe_v5_callback_set")]
    public static partial void SetSubscribeCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_log_callback_set")]
    public static partial void SetLogCallback(
        MosquittoHandle instance, delegate* unmanaged<nint, nint, int, byte*, void> callback);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_int32")]
    public static partial MosquittoResult AddProperty(ref nint list, MosquittoProperty property, uint value);

    [LibraryImport(
        Library, EntryPoint = "mosquitto_property_add_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial MosquittoResult AddProperty(
        ref nint list, MosquittoProperty property, string value);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_add_binary")]
    public static partial MosquittoResult AddProperty(
        ref nint list, MosquittoProperty property, byte* value, ushort bytes);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_byte")]
    public static partial nint ReadProperty(
        nint list, MosquittoProperty property, ref byte value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_int16")]
    public static partial nint ReadProperty(
        nint list, MosquittoProperty property, ref ushort value,
        [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_int32")]
    public static partial nint ReadProperty(
        nint list, MosquittoProperty property, ref uint value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    /// <summary>The string read is a copy to be released with free().</summary>
    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_string")]
    public static partial nint ReadProperty(
        nint list, MosquittoProperty property, ref byte* value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    /// <summary>The bytes read are a copy to be released with free().</summary>
    [LibraryImport(Library, EntryPoint = "mosquitto_property_read_binary")]
    public static partial nint ReadProperty(
        nint list, MosquittoProperty property, ref byte* value, ref ushort bytes,
        [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library, EntryPoint = "mosquitto_property_free_all")]
    public static partial void FreeProperties(ref nint list);
}
