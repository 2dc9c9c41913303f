using System.Text;
using System.Text.Json;
using EdgeEcg.Device.Provisioning;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Tests.Device.Provisioning;

/// <summary>
/// The fleet's side of a claim: checks the proof, signs, answers on the device's own topic.
/// </summary>
internal sealed class TestEnroller : IDisposable
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(50);

    private readonly MqttSession _session;
    private readonly TestSigner _signer = new();
    private readonly string _token;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ready = new();
    private readonly StringBuilder _heard = new();
    private volatile bool _stopping;

    public TestEnroller(int port, string caFile, string token)
    {
        _token = token;
        MqttOptions options = new()
        {
            Host = "127.0.0.1", Port = port, ClientId = "enroller", Tls = new MqttTls { CaFile = caFile },
        };
        _session = new MqttSession(
            new MosquittoLink(options, TimeProvider.System), new MqttSessionOptions(), null,
            TimeProvider.System, new Random(1));
        _session.Subscribe("edgeecg-claim/+/request");
        _thread = new Thread(Run) { Name = "enroller" };
        _thread.Start();
        Assert.True(_ready.Wait(TimeSpan.FromSeconds(30)), "the enroller did not reach the broker");
    }

    public int Enrolled { get; private set; }

    public string Heard => _heard.ToString();

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _session.Dispose();
        _signer.Dispose();
        _ready.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _session.Poll(PollStep);
            while (_session.TryDequeue(out MqttLinkEvent happened))
            {
                if (happened.Kind == MqttLinkEventKind.Connected)
                {
                    _ready.Set();
                }
                else if (happened.Message is { } message)
                {
                    _heard.Append(Encoding.UTF8.GetString(message.Payload.Span));
                    Answer(JsonSerializer.Deserialize(
                        message.Payload.Span, ProvisionJson.Default.ClaimRequest)!);
                }
            }
        }
    }

    private void Answer(ClaimRequest request)
    {
        string expected = ClaimRequest.ProofOf(_token, request.DeviceId, request.Nonce, request.Csr);
        string? certificate = request.Proof == expected ? _signer.Sign(request.Csr) : null;
        Enrolled += certificate is null ? 0 : 1;
        ClaimReply reply = new(
            1, request.Nonce, certificate, certificate is null ? "unknown token" : null,
            ClaimRequest.ProofOf(_token, request.DeviceId, request.Nonce, certificate ?? ""));
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(reply, ProvisionJson.Default.ClaimReply);
        _session.TryPublish(
            new MqttMessage($"edgeecg-claim/{request.DeviceId}/reply", payload), out _);
    }
}
