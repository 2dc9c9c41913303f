namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>Options of mosquitto_int_option (enum mosq_opt_t of mosquitto.h).</summary>
internal enum MosquittoOption
{
    ProtocolVersion = 1,
    SendMaximum = 5,
    TcpNoDelay = 11,
}
