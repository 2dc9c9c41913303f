using System.Security.Cryptography;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Provisioning;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// Enrols over the broker: the signing request goes out with the proof of a claim token, the certificate
/// comes back on a topic of the device's own (docs/provisioning.md).
/// </summary>
internal sealed class MqttEnroller(TimeProvider time) : IEnroller
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(1);

    public string Enrol(ProvisionOrder order, string csr)
    {
        ProvisionClaim claim = order.Claim!;
        MqttOptions options = Options(order, claim);
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        byte[] request = JsonSerializer.SerializeToUtf8Bytes(
            ClaimRequest.Make(order.DeviceId, nonce, csr, claim.Token), ProvisionJson.Default.ClaimRequest);
        using MqttSession session = new(
            new MosquittoLink(options, time), new MqttSessionOptions(), null, time,
            new Random(nonce.GetHashCode(StringComparison.Ordinal)));
        session.Subscribe($"{claim.Topic}/{order.DeviceId}/reply");
        MqttMessage message = new($"{claim.Topic}/{order.DeviceId}/request", request, Retain: false);
        string where = $"{options.Host}:{options.Port}";
        ClaimReply reply = Converse(session, message, claim, nonce, where);
        session.Stop(GoodbyeLimit);
        if (reply.Certificate is not { } certificate)
        {
            throw new EnvironmentException(
                $"the fleet refused the claim: {reply.Error ?? "no reason given"}");
        }

        string expected = ClaimRequest.ProofOf(claim.Token, order.DeviceId, nonce, certificate);
        return reply.Proof == expected
            ? certificate
            : throw new EnvironmentException(
                "the answer to the claim came from somebody who has not the token");
    }

    // Only the certificates of the broker are on this machine yet: in the order, not in a file of the device.
    private static MqttOptions Options(ProvisionOrder order, ProvisionClaim claim)
    {
        MqttConfiguration mqtt = order.Configuration.Mqtt;
        ImportedFile? authority = order.Files.FirstOrDefault(f => f.Name == "ca.pem");
        ImportedFile? password = order.Files.FirstOrDefault(f => f.Name == "mqtt-password");
        return new MqttOptions
        {
            Host = mqtt.Host,
            Port = claim.Port ?? mqtt.Port,
            ClientId = mqtt.ClientId + "-claim",
            Username = mqtt.Username,
            Password = password is null
                ? null
                : System.Text.Encoding.UTF8.GetString(password.Content).Split('\n')[0].TrimEnd('\r'),
            Tls = mqtt.Tls! with { CertificateFile = null, KeyFile = null, CaFile = authority?.Source },
        };
    }

    private ClaimReply Converse(
        MqttSession session, MqttMessage request, ProvisionClaim claim, string nonce, string where)
    {
        long since = time.GetTimestamp();
        string? trouble = null;
        while (time.GetElapsedTime(since) < claim.Wait)
        {
            session.Poll(PollStep);
            while (session.TryDequeue(out MqttLinkEvent happened))
            {
                // The subscription went out with the connect, so the answer cannot come before it.
                if (happened.Kind == MqttLinkEventKind.Connected)
                {
                    session.TryPublish(request, out _);
                }
                else if (happened.Message is { } message && Read(message, nonce) is { } reply)
                {
                    return reply;
                }

                trouble = happened.Kind == MqttLinkEventKind.Disconnected
                    ? $"the broker at {where}: {happened.Detail ?? happened.Failure.ToString()}"
                    : trouble;
            }
        }

        throw new EnvironmentException(
            $"no answer to the claim within {claim.Wait.TotalSeconds:0} s"
            + (trouble is null ? "" : $" ({trouble})"));
    }

    private static ClaimReply? Read(MqttReceivedMessage message, string nonce)
    {
        try
        {
            ClaimReply? reply =
                JsonSerializer.Deserialize(message.Payload.Span, ProvisionJson.Default.ClaimReply);
            return reply?.Nonce == nonce ? reply : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
