namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>Carries our options into a native instance before it connects.</summary>
internal static unsafe class MosquittoSettings
{
    // Where Debian's ca-certificates keeps the authorities that the operating system trusts.
    private const string SystemCaFolder = "/etc/ssl/certs";

    private const int VerifyNone = 0; // SSL_VERIFY_NONE

    /// <returns>
    /// False: a TLS file cannot be used, and <paramref name="unusableFile"/> says which and why.
    /// </returns>
    public static bool TryApply(
        MosquittoHandle instance, MqttOptions options, MqttProtocol protocol, MqttMessage? lastWill,
        out string? unusableFile)
    {
        Demand(
            MosquittoNative.SetOption(instance, MosquittoOption.ProtocolVersion, (int)protocol), "protocol");
        Demand(
            MosquittoNative.SetOption(instance, MosquittoOption.SendMaximum, options.MaxInFlight), "window");
        Demand(MosquittoNative.SetOption(instance, MosquittoOption.TcpNoDelay, 1), "no-delay");
        if (options.Username is { } username)
        {
            Demand(MosquittoNative.SetCredentials(instance, username, options.Password), "user name");
        }

        if (lastWill is { } will)
        {
            SetWill(instance, will);
        }

        unusableFile = null;
        return options.Tls is null || TrySetTls(instance, options.Tls, out unusableFile);
    }

    private static void SetWill(MosquittoHandle instance, in MqttMessage will)
    {
        fixed (byte* payload = will.Payload.Span)
        {
            Demand(
                MosquittoNative.SetWill(
                    instance, will.Topic, will.Payload.Length, payload, (int)will.Qos, will.Retain, 0),
                "last will");
        }
    }

    private static bool TrySetTls(MosquittoHandle instance, MqttTls tls, out string? unusableFile)
    {
        unusableFile = FirstUnreadable([tls.CaFile, tls.CertificateFile, tls.KeyFile]);
        if (unusableFile is not null)
        {
            return false;
        }

        Demand(
            MosquittoNative.SetTls(
                instance, tls.CaFile, tls.CaFile is null ? SystemCaFolder : null, tls.CertificateFile,
                tls.KeyFile,
                MosquittoCallbacks.NoPassphrase),
            "TLS files");
        if (tls.Insecure)
        {
            Demand(MosquittoNative.SetTlsOptions(instance, VerifyNone, null, null), "TLS verification");
            Demand(MosquittoNative.SetTlsInsecure(instance, true), "TLS host name check");
        }

        return true;
    }

    private static string? FirstUnreadable(ReadOnlySpan<string?> files)
    {
        foreach (string? file in files)
        {
            if (file is not null && WhyUnreadable(file) is { } why)
            {
                return why;
            }
        }

        return null;
    }

    private static string? WhyUnreadable(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return trouble.Message;
        }
    }

    private static void Demand(MosquittoResult result, string setting)
    {
        if (result is not MosquittoResult.Success)
        {
            throw new ArgumentException($"The MQTT library does not take the {setting} given: {result}.");
        }
    }
}
