using System.Text;
using System.Text.Json;
using EdgeEcg.Device;
using EdgeEcg.Device.Provisioning;
using EdgeEcg.Tests.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Provisioning;

/// <summary>
/// Enrolment over a real broker with TLS; the enroller is the smallest that keeps the rules.
/// </summary>
public sealed class EnrolmentTests
{
    private const string Token = "7F3K-99Q2";

    [Fact]
    public async Task Device_gets_a_certificate_for_its_own_key_and_is_not_enrolled_twice()
    {
        using TemporaryFolder certificates = new();
        using MosquittoBroker broker = TlsBroker(certificates);
        using Stick stick = NewStick(broker.Port, certificates, Token);
        using TestEnroller enroller = new(broker.Port, certificates.File("ca.pem"), Token);

        ProvisionedDevice device = await Task.Run(
            () => stick.Provision(new MqttEnroller(TimeProvider.System)),
            TestContext.Current.CancellationToken);
        stick.Provision();

        Assert.Equal(device.Fingerprint, DeviceIdentity.FingerprintOf(device.Certificate!));
        Assert.Equal("/etc/edgeecg/credentials/device.key", device.Configuration.Mqtt.Tls!.KeyFile);
        Assert.Equal(1, enroller.Enrolled);
        Assert.DoesNotContain(Token, enroller.Heard, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, File.ReadAllText(stick.ProvisionFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_token_is_refused_and_leaves_no_configuration()
    {
        using TemporaryFolder certificates = new();
        using MosquittoBroker broker = TlsBroker(certificates);
        using Stick stick = NewStick(broker.Port, certificates, "guessed");
        using TestEnroller enroller = new(broker.Port, certificates.File("ca.pem"), Token);

        EnvironmentException refusal = await Assert.ThrowsAsync<EnvironmentException>(() => Task.Run(
            () => stick.Provision(new MqttEnroller(TimeProvider.System)),
            TestContext.Current.CancellationToken));

        Assert.Contains("unknown token", refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(stick.OnDevice("/etc/edgeecg/edgeecg.yaml")));
        Assert.Contains("guessed", File.ReadAllText(stick.ProvisionFile), StringComparison.Ordinal);
    }

    [Fact]
    public void Proof_holds_for_one_request_only()
    {
        ClaimRequest request = ClaimRequest.Make("a", "n1", "csr", Token);

        Assert.Equal(ClaimRequest.ProofOf(Token, "a", "n1", "csr"), request.Proof);
        Assert.NotEqual(ClaimRequest.ProofOf(Token, "a", "n2", "csr"), request.Proof);
        Assert.NotEqual(ClaimRequest.ProofOf(Token, "a", "n1", "other csr"), request.Proof);
        Assert.DoesNotContain(
            Token,
            Encoding.UTF8.GetString(
                JsonSerializer.SerializeToUtf8Bytes(request, ProvisionJson.Default.ClaimRequest)),
            StringComparison.Ordinal);
    }

    private static Stick NewStick(int port, TemporaryFolder certificates, string token)
    {
        Stick stick = new($$"""
            version: 2
            device: {id: ward-3-07}
            mqtt:
              host: 127.0.0.1
              port: {{port}}
              tls: {enabled: true, ca_file: ca.pem}
            provision:
              claim:
                token: {{token}}
                wait_s: 30
            """);
        File.Copy(certificates.File("ca.pem"), stick["ca.pem"]);
        return stick;
    }

    private static MosquittoBroker TlsBroker(TemporaryFolder folder)
    {
        using TestAuthority authority = new(folder.Path, "ca");
        (string certificate, string key) = authority.Issue("broker");
        return MosquittoBroker.Start(
            "allow_anonymous true", $"certfile {certificate}", $"keyfile {key}");
    }
}
