using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Delivery;

/// <summary>What happens to real brokers and to the network before them: mosquitto behind a relay.</summary>
public sealed class BrokerFaultTests(ITestOutputHelper output) : IDisposable
{
    private const int Count = 40;

    private readonly DeliveryRun _run = new();
    private readonly TcpRelay _relay = new();

    public void Dispose()
    {
        _run.Dispose();
        _relay.Dispose();
    }

    [Fact]
    public void Broker_absent_at_start()
    {
        _run.Start(DeliveryRun.To(_relay.Port));
        _run.Post(Count);
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MessageListener listener = new(broker.Port, _run.Receive);

        _relay.Open(broker.Port);

        output.WriteLine(_run.Account("broker absent at start"));
    }

    [Fact]
    public void Broker_killed_and_restarted_with_lost_state()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using (MessageListener before = new(broker.Port, _run.Receive))
        {
            _relay.Open(broker.Port);
            _run.Start(DeliveryRun.To(_relay.Port));
            _run.Post(Count / 2);
            _run.WaitUntil(() => _run.HasReceived(4), "the first messages");
            _relay.Cut();
            _run.WaitUntil(() => before.IsQuiet, "the subscriber");
        }

        broker.Kill();
        _run.Post(Count / 2);
        broker.Run();
        using MessageListener after = new(broker.Port, _run.Receive);
        _relay.Open(broker.Port);

        output.WriteLine(_run.Account("broker killed, restarted with lost state"));
    }

    [Fact]
    public void Connection_reset_again_and_again()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MessageListener listener = new(broker.Port, _run.Receive);
        _relay.Open(broker.Port);
        _run.Start(DeliveryRun.To(_relay.Port));
        for (int round = 1; round <= 5; round++)
        {
            int connections = _relay.Connections;
            _run.Post(Count / 5);
            _run.WaitUntil(() => _run.HasReceived((round * Count / 5) - 4), "some of the messages");
            _relay.ResetAll();
            _run.WaitUntil(() => _relay.Connections > connections, "another connection");
        }

        output.WriteLine(_run.Account("connection reset, five times"));
    }

    [Fact]
    public void Half_open_link()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MessageListener listener = new(broker.Port, _run.Receive);
        _relay.Open(broker.Port);
        _run.Start(DeliveryRun.To(_relay.Port));
        _run.Post(4);
        _run.WaitUntil(() => _run.HasReceived(4), "the first messages");

        _relay.GoSilent();
        _run.Post(Count);

        output.WriteLine(_run.Account("half-open link"));
    }

    [Fact]
    public void Slow_link()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MessageListener listener = new(broker.Port, _run.Receive);
        _relay.ChunkBytes = 7;
        _relay.Open(broker.Port);
        _run.Start(DeliveryRun.To(_relay.Port));

        _run.Post(Count);

        output.WriteLine(_run.Account("slow reader: 7 bytes at a time"));
    }

    [Fact]
    public void Wrong_password_until_the_technician_comes()
    {
        using MosquittoBroker broker =
            MosquittoBroker.Start(folder => MosquittoBroker.WithPassword(folder, "bench", "right"));
        MqttOptions options = DeliveryRun.To(broker.Port) with { Username = "bench", Password = "wrong" };
        _run.Start(options);
        _run.Post(Count);
        _run.WaitUntil(() => _run.Publisher.LastFailure is not null, "a refusal");
        using MessageListener listener =
            new(broker.Port, _run.Receive, options with { ClientId = "listener", Password = "right" });

        _run.Start(options with { Password = "right" });

        output.WriteLine(_run.Account("wrong password, restarted with the right one"));
    }

    [Fact]
    public void Tls_refused_until_the_technician_comes()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MessageListener listener = new(broker.Port, _run.Receive);
        _run.Start(DeliveryRun.To(broker.Port) with { Tls = new MqttTls() });
        _run.Post(Count);
        _run.WaitUntil(() => _run.Publisher.LastFailure is not null, "a refusal");

        _run.Start(DeliveryRun.To(broker.Port));

        output.WriteLine(_run.Account("TLS refused, restarted without it"));
    }
}
