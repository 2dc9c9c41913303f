using System.Runtime.InteropServices;

namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// A property list that we build for one call, and the readers of lists that libmosquitto owns.
/// </summary>
internal unsafe struct MosquittoProperties : IDisposable
{
    private nint _list;

    /// <summary>Zero while empty, which is what libmosquitto wants for no properties.</summary>
    public readonly nint List => _list;

    public static MosquittoProperties ForConnect(uint sessionExpirySeconds)
    {
        MosquittoProperties properties = default;
        if (sessionExpirySeconds > 0)
        {
            _ = MosquittoNative.AddProperty(
                ref properties._list, MosquittoProperty.SessionExpiryInterval, sessionExpirySeconds);
        }

        return properties;
    }

    public static MosquittoProperties ForPublish(in MqttMessage message)
    {
        MosquittoProperties properties = default;
        if (message.ExpirySeconds is { } expirySeconds)
        {
            _ = MosquittoNative.AddProperty(
                ref properties._list, MosquittoProperty.MessageExpiryInterval, expirySeconds);
        }

        if (message.ContentType is { } contentType)
        {
            _ = MosquittoNative.AddProperty(ref properties._list, MosquittoProperty.ContentType, contentType);
        }

        if (message.CorrelationData is { IsEmpty: false } correlation)
        {
            fixed (byte* bytes = correlation.Span)
            {
                _ = MosquittoNative.AddProperty(
                    ref properties._list, MosquittoProperty.CorrelationData, bytes,
                    checked((ushort)correlation.Length));
            }
        }

        return properties;
    }

    /// <summary>The broker's limits from its CONNACK; what it does not mention stays widest.</summary>
    public static MqttServerLimits ReadLimits(nint list)
    {
        MqttServerLimits widest = MqttServerLimits.Widest;
        ushort maxInFlight = (ushort)widest.MaxInFlight;
        uint maxPacketBytes = widest.MaxPacketBytes;
        byte maxQos = (byte)widest.MaxQos;
        byte retain = 1;
        MosquittoNative.ReadProperty(list, MosquittoProperty.ReceiveMaximum, ref maxInFlight, false);
        MosquittoNative.ReadProperty(list, MosquittoProperty.MaximumPacketSize, ref maxPacketBytes, false);
        MosquittoNative.ReadProperty(list, MosquittoProperty.MaximumQos, ref maxQos, false);
        MosquittoNative.ReadProperty(list, MosquittoProperty.RetainAvailable, ref retain, false);
        return new MqttServerLimits(maxInFlight, maxPacketBytes, (MqttQos)maxQos, retain != 0);
    }

    public static string? ReadString(nint list, MosquittoProperty property)
    {
        byte* text = null;
        MosquittoNative.ReadProperty(list, property, ref text, false);
        string? copy = Marshal.PtrToStringUTF8((nint)text);
        NativeMemory.Free(text);
        return copy;
    }

    public static byte[] ReadBytes(nint list, MosquittoProperty property)
    {
        byte* bytes = null;
        ushort length = 0;
        MosquittoNative.ReadProperty(list, property, ref bytes, ref length, false);
        byte[] copy = new ReadOnlySpan<byte>(bytes, length).ToArray();
        NativeMemory.Free(bytes);
        return copy;
    }

    public void Dispose()
    {
        if (_list != 0)
        {
            MosquittoNative.FreeProperties(ref _list);
        }
    }
}
