namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// Results of libmosquitto calls (enum mosq_err_t of its mosquitto.h) that are told apart here.
/// </summary>
internal enum MosquittoResult
{
    Success = 0,
    OutOfMemory = 1,
    Protocol = 2,
    Invalid = 3,
    NoConnection = 4,
    ConnectionRefused = 5,
    ConnectionLost = 7,
    Tls = 8,
    PayloadSize = 9,

    /// <summary>The reason is in errno.</summary>
    SystemError = 14,

    /// <summary>The name could not be resolved (getaddrinfo).</summary>
    NameLookup = 15,

    MalformedUtf8 = 18,
    KeepAlive = 19,
    TlsHandshake = 23,
    QosNotSupported = 24,
    OversizePacket = 25,
}
