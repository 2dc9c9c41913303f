using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>Session and link together, against a real broker and a scripted peer.</summary>
public sealed class MqttSessionBrokerTests
{
    private static readonly MqttSessionOptions Hasty = new()
    {
        MinRetry = TimeSpan.FromMilliseconds(20),
        MaxRetry = TimeSpan.FromMilliseconds(200),
    };

    private static readonly MqttMessage Message = new("event", new byte[] { 1 });

    [Fact]
    public void Broker_that_is_absent_at_start_is_found_when_it_comes()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        broker.Kill();
        using MqttSession session = Session(broker.Port);
        session.WaitFor(e => e.Failure is MqttFailure.NotListening, "a refused attempt");

        broker.Run();

        session.WaitFor(MqttLinkEventKind.Connected);
        session.TryPublish(Message, out long publishId);
        Assert.Equal(publishId, session.WaitFor(MqttLinkEventKind.Published).PublishId);
    }

    [Fact]
    public void Everything_is_delivered_in_order_through_three_broker_deaths_if_the_caller_resends()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MqttSession session = Session(broker.Port);
        Resender journal = new(session, count: 60);

        for (int death = 1; death <= 3; death++)
        {
            journal.RunUntil(15 * death);
            broker.Kill();
            session.WaitFor(MqttLinkEventKind.Disconnected);
            journal.OnLoss();
            broker.Run();
        }

        journal.RunUntil(60);

        Assert.Equal(Enumerable.Range(0, 60), journal.Delivered.Distinct());
        Assert.Equal(4, session.Counters.Connects);
    }

    [Fact]
    public void Watcher_sees_online_then_offline_of_a_clean_stop()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MqttSession watcher = Session(broker.Port, "watcher");
        watcher.Subscribe("status/device");
        watcher.WaitFor(MqttLinkEventKind.Connected);
        using MqttSession session = Session(broker.Port, "device", Presence);
        session.WaitFor(MqttLinkEventKind.Connected);

        string online = NextText(watcher);
        bool confirmed = session.Stop(TimeSpan.FromSeconds(5));
        string offline = NextText(watcher);

        Assert.True(confirmed);
        Assert.Equal(("online 1", "offline 1"), (online, offline));
    }

    [Fact]
    public void Watcher_sees_the_last_will_of_a_device_that_vanishes_and_its_return()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MqttSession watcher = Session(broker.Port, "watcher");
        watcher.Subscribe("status/device");
        watcher.WaitFor(MqttLinkEventKind.Connected);
        using (MqttSession vanishing = Session(broker.Port, "device", Presence))
        {
            vanishing.WaitFor(MqttLinkEventKind.Connected);
            Assert.Equal("online 1", NextText(watcher));
        }

        string lost = NextText(watcher);
        using MqttSession returned = Session(broker.Port, "device", Presence);
        returned.WaitFor(MqttLinkEventKind.Connected);

        Assert.Equal("lost 1", lost);
        Assert.Equal("online 1", NextText(watcher));
    }

    [Fact]
    public void Peer_that_knows_only_3_1_1_is_spoken_to_in_it()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.ReadConnect();
            if (c.Level == 5)
            {
                await c.Send(0x20, 2, 0, 1); // How a 3.1.1 broker says "unacceptable protocol version".
                return;
            }

            await c.Send(0x20, 2, 0, 0);
            ushort packetId = await c.ReadPublish();
            await c.Send(0x40, 2, (byte)(packetId >> 8), (byte)packetId);
        });
        using MqttSession session = Session(peer.Port);
        session.WaitFor(MqttLinkEventKind.Connected);

        session.TryPublish(
            Message with { ExpirySeconds = 5, ContentType = "text/plain" }, out long publishId);

        Assert.Equal(publishId, session.WaitFor(MqttLinkEventKind.Published).PublishId);
        Assert.Equal(MqttProtocol.V311, session.Protocol);
        Assert.Null(peer.Fault);
    }

    [Fact]
    public void Late_acknowledgement_still_counts()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            ushort first = await c.ReadPublish();
            ushort second = await c.ReadPublish();
            await c.Acknowledge(second);
            await c.Acknowledge(first);
        });
        using MqttSession session = Session(peer.Port);
        session.WaitFor(MqttLinkEventKind.Connected);

        session.TryPublish(Message, out long first);
        session.TryPublish(Message, out long second);

        Assert.Equal(second, session.WaitFor(MqttLinkEventKind.Published).PublishId);
        Assert.Equal(first, session.WaitFor(MqttLinkEventKind.Published).PublishId);
        Assert.Equal(2, session.Counters.Delivered);
    }

    [Fact]
    public void Peer_that_never_acknowledges_is_left_and_met_again_and_the_message_is_unconfirmed()
    {
        using ScriptedMqttPeer peer = new(c => c.Accept());
        MqttSessionOptions impatient = Hasty with { AcknowledgeWithin = TimeSpan.FromMilliseconds(200) };
        using MqttSession session = Session(peer.Port, options: impatient);
        session.WaitFor(MqttLinkEventKind.Connected);

        session.TryPublish(Message, out long publishId);

        Assert.Equal(publishId, session.WaitFor(MqttLinkEventKind.Unconfirmed).PublishId);
        Assert.Equal(
            MqttFailure.AcknowledgementTimeout, session.WaitFor(MqttLinkEventKind.Disconnected).Failure);
        session.WaitFor(MqttLinkEventKind.Connected);
        Assert.Equal(1, session.Counters.Unconfirmed);
    }

    [Fact]
    public void Wrong_password_is_retried_until_the_broker_changes_its_mind()
    {
        using ScriptedMqttPeer peer = new(
            c => c.Refuse(0x86), c => c.Refuse(0x86), async c => await c.Accept());
        using MqttSession session = Session(peer.Port);

        session.WaitFor(MqttLinkEventKind.Connected);

        Assert.Equal(2, session.Counters.Failures(MqttFailure.BadCredentials));
    }

    [Fact]
    public void Refused_subscription_is_reported_with_its_filter()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            byte[] body = await c.Read(ScriptedMqttConnection.Subscribe);
            await c.Send(0x90, 4, body[0], body[1], 0, 0x87);
        });
        using MqttSession session = Session(peer.Port);
        session.Subscribe("secret/#");

        MqttLinkEvent refusal = session.WaitFor(MqttLinkEventKind.SubscriptionRefused);

        Assert.Equal(("secret/#", MqttReasonCode.NotAuthorized), (refusal.Detail, refusal.Reason));
        Assert.Equal(1, session.Counters.SubscriptionsRefused);
    }

    internal static MqttSession Session(
        int port, string clientId = "device", Func<long, MqttPresence>? presence = null,
        MqttSessionOptions? options = null) =>
        new(
            Links.Mosquitto(Links.Options(port, clientId)), options ?? Hasty, presence, TimeProvider.System,
            new Random(1));

    private static MqttPresence Presence(long attempt) => new(
        Status($"online {attempt}"), Status($"offline {attempt}"), Status($"lost {attempt}"));

    private static MqttMessage Status(string text) =>
        new("status/device", System.Text.Encoding.UTF8.GetBytes(text), Retain: true);

    private static string NextText(MqttSession watcher) =>
        System.Text.Encoding.UTF8.GetString(
            watcher.WaitFor(MqttLinkEventKind.Received).Message!.Payload.Span);

    /// <summary>
    /// What a journal does: one message in flight, removed when delivered, sent again after a loss.
    /// </summary>
    private sealed class Resender(MqttSession session, int count)
    {
        private bool _inFlight;

        public List<int> Delivered { get; } = [];

        public void OnLoss() => _inFlight = false;

        public void RunUntil(int delivered)
        {
            session.PollUntil(
                () =>
                {
                    Take();
                    Offer();
                    return Delivered.Count >= delivered;
                },
                $"{delivered} deliveries");
        }

        private void Offer()
        {
            if (!_inFlight && Delivered.Count < count)
            {
                byte[] payload = BitConverter.GetBytes(Delivered.Count);
                _inFlight = session.TryPublish(
                    new MqttMessage("n", payload), out _) is PublishOutcome.Accepted;
            }
        }

        private void Take()
        {
            while (session.TryDequeue(out MqttLinkEvent e))
            {
                if (e.Kind is MqttLinkEventKind.Published)
                {
                    Delivered.Add(Delivered.Count);
                }

                _inFlight &= e.Kind is not (MqttLinkEventKind.Published or MqttLinkEventKind.Unconfirmed);
            }
        }
    }
}
