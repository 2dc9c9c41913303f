using System.Net;
using System.Net.Sockets;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>What every link does with peers that do what no real broker does.</summary>
/// <param name="open">Makes the link under test.</param>
[Trait("suite", "contract")]
public abstract class MqttLinkFaultContract(Func<MqttOptions, IMqttLink> open)
{
    private static readonly MqttMessage Message = new("a/b", new byte[] { 1 });

    [Theory]
    [InlineData(0x86, MqttFailure.BadCredentials)]
    [InlineData(0x87, MqttFailure.NotAuthorized)]
    [InlineData(0x8A, MqttFailure.NotAuthorized)]
    [InlineData(0x85, MqttFailure.ClientIdRefused)]
    [InlineData(0x84, MqttFailure.ProtocolVersionRefused)]
    [InlineData(0x88, MqttFailure.BrokerBusy)]
    [InlineData(0x9F, MqttFailure.BrokerBusy)]
    [InlineData(0x80, MqttFailure.Refused)]
    public void Refused_connect_of_mqtt_5_ends_the_attempt_with_its_reason(int code, MqttFailure expected)
    {
        using ScriptedMqttPeer peer = new(c => c.Refuse((byte)code));
        using IMqttLink link = Link(peer.Port, "refused");

        link.Connect(MqttProtocol.V5, null);

        MqttLinkEvent end = link.WaitFor(MqttLinkEventKind.Disconnected);
        Assert.Equal((expected, (MqttReasonCode)code), (end.Failure, end.Reason));
    }

    [Theory]
    [InlineData(1, MqttFailure.ProtocolVersionRefused)]
    [InlineData(2, MqttFailure.ClientIdRefused)]
    [InlineData(3, MqttFailure.BrokerBusy)]
    [InlineData(4, MqttFailure.BadCredentials)]
    [InlineData(5, MqttFailure.NotAuthorized)]
    public void Refused_connect_of_3_1_1_means_the_same(int code, MqttFailure expected)
    {
        using ScriptedMqttPeer peer = new(c => c.Refuse((byte)code));
        using IMqttLink link = Link(peer.Port, "refused");

        link.Connect(MqttProtocol.V311, null);

        Assert.Equal(expected, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Theory]
    [InlineData(0x97, MqttReasonCode.QuotaExceeded)]
    [InlineData(0x87, MqttReasonCode.NotAuthorized)]
    [InlineData(0x99, MqttReasonCode.PayloadFormatInvalid)]
    public void Puback_with_a_refusal_is_not_a_delivery(int code, MqttReasonCode expected)
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            await c.Acknowledge(await c.ReadPublish(), (byte)code);
        });
        using IMqttLink link = Connected(peer);

        link.TryPublish(Message, out long publishId);

        MqttLinkEvent answer = link.WaitFor(MqttLinkEventKind.Published);
        Assert.Equal((publishId, expected, true), (answer.PublishId, answer.Reason, answer.Reason.IsRefusal));
    }

    [Theory]
    [InlineData(0x93, MqttFailure.DisconnectedByBroker)]
    [InlineData(0x8B, MqttFailure.DisconnectedByBroker)]
    [InlineData(0x8D, MqttFailure.KeepAliveTimeout)]
    [InlineData(0x8E, MqttFailure.SessionTakenOver)]
    public void Disconnect_by_the_broker_reports_the_publish_unconfirmed_and_the_reason(
        int code, MqttFailure expected)
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            await c.ReadPublish();
            await c.SayDisconnect((byte)code);
        });
        using IMqttLink link = Connected(peer);

        link.TryPublish(Message, out long publishId);

        Assert.Equal(publishId, link.WaitFor(MqttLinkEventKind.Unconfirmed).PublishId);
        MqttLinkEvent end = link.WaitFor(MqttLinkEventKind.Disconnected);
        Assert.Equal((expected, (MqttReasonCode)code), (end.Failure, end.Reason));
    }

    [Fact]
    public void Connection_dropped_after_a_publish_reports_it_unconfirmed_and_the_library_does_not_resend_it()
    {
        using ScriptedMqttPeer peer = new(
            async c =>
            {
                await c.Accept();
                await c.ReadPublish();
                c.Reset();
            },
            async c =>
            {
                await c.Accept();
                await c.Acknowledge(await c.ReadPublish(), (byte)MqttReasonCode.Success);
            });
        using IMqttLink link = Connected(peer);
        link.TryPublish(Message, out long lost);
        Assert.Equal(lost, link.WaitFor(MqttLinkEventKind.Unconfirmed).PublishId);
        Assert.Equal(MqttFailure.ConnectionLost, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);

        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);
        link.TryPublish(Message, out long resent);

        Assert.Equal(resent, link.WaitFor(MqttLinkEventKind.Published).PublishId);
        Assert.NotEqual(lost, resent);
    }

    [Fact]
    public void Broker_that_dies_leaves_what_is_in_flight_unconfirmed_in_order()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            ushort first = await c.ReadPublish();
            await c.ReadPublish();
            await c.ReadPublish();
            await c.Acknowledge(first);
            c.Dispose();
        });
        using IMqttLink link = Connected(peer);
        link.TryPublish(Message, out long answered);
        link.TryPublish(Message, out long second);
        link.TryPublish(Message, out long third);

        long[] inOrder =
        [
            link.WaitFor(MqttLinkEventKind.Published).PublishId,
            link.WaitFor(MqttLinkEventKind.Unconfirmed).PublishId,
            link.WaitFor(MqttLinkEventKind.Unconfirmed).PublishId,
        ];

        Assert.Equal([answered, second, third], inOrder);
        Assert.Equal(MqttFailure.ConnectionLost, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Fact]
    public void Publishes_leave_in_the_order_in_which_they_were_handed_over()
    {
        const int count = 10;
        List<ushort> packetIds = [];
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            for (int i = 0; i < count; i++)
            {
                packetIds.Add(await c.ReadPublish());
            }

            foreach (ushort packetId in packetIds)
            {
                await c.Acknowledge(packetId);
            }
        });
        using IMqttLink link = Connected(peer);
        List<long> handedOver = [];
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(PublishOutcome.Accepted, link.TryPublish(Message, out long publishId));
            handedOver.Add(publishId);
        }

        List<long> answered = [];
        for (int i = 0; i < count; i++)
        {
            answered.Add(link.WaitFor(MqttLinkEventKind.Published).PublishId);
        }

        Assert.Equal(packetIds.Order(), packetIds);
        Assert.Equal(handedOver, answered.Order());
    }

    [Fact]
    public void Window_of_the_broker_is_kept_and_opens_with_each_answer()
    {
        byte[] receiveMaximumOfTwo = [0x21, 0, 2];
        TaskCompletionSource answer = new();
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept(receiveMaximumOfTwo);
            ushort first = await c.ReadPublish();
            await answer.Task;
            await c.Acknowledge(first);
        });
        using IMqttLink link = Connected(peer);

        PublishOutcome[] outcomes = [Try(link), Try(link), Try(link)];
        answer.SetResult();
        link.WaitFor(MqttLinkEventKind.Published);

        Assert.Equal(
            [PublishOutcome.Accepted, PublishOutcome.Accepted, PublishOutcome.InFlightFull], outcomes);
        Assert.Equal(PublishOutcome.Accepted, Try(link));
        Assert.Equal(PublishOutcome.InFlightFull, Try(link));
    }

    [Fact]
    public void Acknowledgement_for_something_never_published_changes_nothing()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            ushort packetId = await c.ReadPublish();
            await c.Acknowledge((ushort)(packetId + 100));
            await c.Acknowledge(packetId);
        });
        using IMqttLink link = Connected(peer);

        link.TryPublish(Message, out long publishId);

        Assert.Equal(publishId, link.WaitFor(MqttLinkEventKind.Published).PublishId);
    }

    [Fact]
    public void Peer_that_never_answers_connect_runs_into_the_time_limit()
    {
        using ScriptedMqttPeer peer = new(c => c.ReadConnect());
        MqttOptions options = Links.Options(peer.Port, "patient") with
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(200),
        };
        using IMqttLink link = open(options);

        link.Connect(MqttProtocol.V5, null);

        Assert.Equal(MqttFailure.ConnectTimeout, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Theory]
    [InlineData(4711)]
    [InlineData(815)]
    public void Garbage_instead_of_an_answer_ends_the_attempt(int seed)
    {
        byte[] garbage = new byte[200];
        new Random(seed).NextBytes(garbage);
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.ReadConnect();
            await c.Send(garbage);
            c.Dispose();
        });
        using IMqttLink link = Link(peer.Port, "garbage");

        link.Connect(MqttProtocol.V5, null);

        MqttFailure failure = link.WaitFor(MqttLinkEventKind.Disconnected).Failure;
        Assert.True(
            failure is MqttFailure.ProtocolError or MqttFailure.ConnectionLost, $"{failure}, seed {seed}");
    }

    [Fact]
    public void Message_before_connack_is_a_protocol_error()
    {
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.ReadConnect();
            await c.Send(0x30, 4, 0, 1, (byte)'a', 0);
        });
        using IMqttLink link = Link(peer.Port, "early");

        link.Connect(MqttProtocol.V5, null);

        Assert.Equal(MqttFailure.ProtocolError, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Fact]
    public void Received_messages_beyond_the_queue_are_dropped_and_counted_and_answers_are_not()
    {
        byte[] message = [0x30, 4, 0, 1, (byte)'a', 0];
        using ScriptedMqttPeer peer = new(async c =>
        {
            await c.Accept();
            ushort packetId = await c.ReadPublish();
            for (int i = 0; i < 5; i++)
            {
                await c.Send(message);
            }

            await c.Acknowledge(packetId);
        });
        MqttOptions options = Links.Options(peer.Port, "flooded") with { MaxReceived = 2 };
        using IMqttLink link = open(options);
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);

        link.TryPublish(Message, out _);
        while (link.ReceivedDropped < 3)
        {
            link.Poll(TimeSpan.FromMilliseconds(50));
        }

        Assert.Equal(MqttLinkEventKind.Published, link.WaitFor(MqttLinkEventKind.Published).Kind);
        Assert.Equal(3, link.ReceivedDropped);
    }

    [Fact]
    public void Port_where_nothing_listens_says_so()
    {
        using TcpListener reserved = new(IPAddress.Loopback, 0);
        reserved.Start();
        int port = ((IPEndPoint)reserved.LocalEndpoint).Port;
        reserved.Stop();
        using IMqttLink link = Link(port, "nobody");

        link.Connect(MqttProtocol.V5, null);

        Assert.Equal(MqttFailure.NotListening, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Fact]
    public void Host_name_that_does_not_exist_says_so()
    {
        MqttOptions options = Links.Options(1883, "lost") with { Host = "broker.invalid" };
        using IMqttLink link = open(options);

        link.Connect(MqttProtocol.V5, null);

        Assert.Equal(MqttFailure.NameNotFound, link.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    private IMqttLink Link(int port, string clientId) => open(Links.Options(port, clientId));

    private IMqttLink Connected(ScriptedMqttPeer peer)
    {
        IMqttLink link = Link(peer.Port, "scripted");
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);
        return link;
    }

    private static PublishOutcome Try(IMqttLink link) => link.TryPublish(Message, out _);
}
