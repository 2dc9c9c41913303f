using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>The link against a real broker.</summary>
public sealed class MosquittoLinkTests
{
    private static readonly byte[] Payload = [1, 2, 3];

    [Fact]
    public void Acknowledged_publish_reaches_a_subscriber_with_its_properties()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink subscriber = Connected(broker, "subscriber");
        subscriber.TrySubscribe("a/#", MqttQos.AtLeastOnce);
        using MosquittoLink publisher = Connected(broker, "publisher");
        WaitUntilHeard(publisher, subscriber, "a/ready");

        MqttMessage message = new("a/b", Payload, ExpirySeconds: 60, CorrelationData: new byte[] { 9, 8 });
        PublishOutcome outcome = publisher.TryPublish(message, out long publishId);
        MqttLinkEvent answer = publisher.WaitFor(MqttLinkEventKind.Published);
        MqttReceivedMessage received = subscriber.WaitFor(MqttLinkEventKind.Received).Message!;

        Assert.Equal(PublishOutcome.Accepted, outcome);
        Assert.Equal((publishId, MqttReasonCode.Success), (answer.PublishId, answer.Reason));
        Assert.Equal("a/b", received.Topic);
        Assert.Equal(Payload, received.Payload.ToArray());
        Assert.Equal([9, 8], received.CorrelationData.ToArray());
        Assert.Null(received.ResponseTopic);
        Assert.False(received.Retain);
    }

    [Fact]
    public void Publish_that_nobody_hears_is_delivered_and_says_so()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink link = Connected(broker, "lonely");

        link.TryPublish(new MqttMessage("a/b", Payload), out _);
        MqttReasonCode reason = link.WaitFor(MqttLinkEventKind.Published).Reason;

        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, reason);
        Assert.False(reason.IsRefusal);
    }

    [Fact]
    public void Publish_that_the_broker_forbids_is_a_refusal()
    {
        using MosquittoBroker broker = MosquittoBroker.Start(folder =>
        {
            string file = folder.File("acl");
            File.WriteAllText(file, "topic read #\n");
            return [$"acl_file {file}"];
        });
        using MosquittoLink link = Connected(broker, "reader");

        link.TryPublish(new MqttMessage("a/b", Payload), out _);

        MqttReasonCode reason = link.WaitFor(MqttLinkEventKind.Published).Reason;
        Assert.Equal(MqttReasonCode.NotAuthorized, reason);
        Assert.True(reason.IsRefusal);
    }

    [Fact]
    public void Retained_message_is_there_for_a_late_subscriber_and_an_empty_one_clears_it()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink publisher = Connected(broker, "publisher");
        Publish(publisher, new MqttMessage("state", Payload, Retain: true));

        MqttReceivedMessage before = FirstReceived(broker, "late", "state");
        Publish(publisher, new MqttMessage("state", default, Retain: true));
        Publish(publisher, new MqttMessage("other", Payload, Retain: true));
        MqttReceivedMessage after = FirstReceived(broker, "later", "#");

        Assert.True(before.Retain);
        Assert.Equal("state", before.Topic);
        Assert.Equal("other", after.Topic);
    }

    [Fact]
    public void At_most_once_publish_is_answered_as_soon_as_it_is_sent()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink link = Connected(broker, "fast");

        link.TryPublish(new MqttMessage("a", Payload, MqttQos.AtMostOnce), out long publishId);
        bool answered = link.TryDequeue(out MqttLinkEvent answer);

        Assert.True(answered);
        Assert.Equal((MqttLinkEventKind.Published, publishId), (answer.Kind, answer.PublishId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+/b")]
    [InlineData("a/#")]
    public void Topic_that_is_none_is_never_taken(string topic)
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink link = Connected(broker, "wild");

        Assert.Equal(PublishOutcome.BadTopic, link.TryPublish(new MqttMessage(topic, Payload), out _));
    }

    [Fact]
    public void Message_beyond_the_brokers_packet_limit_is_refused_before_it_is_sent()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("max_packet_size 1000");
        using MosquittoLink link = Link(broker.Port, "big");
        link.Connect(MqttProtocol.V5, null);
        MqttServerLimits limits = link.WaitFor(MqttLinkEventKind.Connected).Limits;

        PublishOutcome outcome = link.TryPublish(new MqttMessage("a", new byte[1000]), out _);

        Assert.Equal(1000u, limits.MaxPacketBytes);
        Assert.Equal(PublishOutcome.TooLarge, outcome);
        Publish(link, new MqttMessage("a", new byte[900]));
    }

    [Fact]
    public void Nothing_is_taken_while_there_is_no_connection()
    {
        using MosquittoLink link = Link(1, "idle");

        PublishOutcome outcome = link.TryPublish(new MqttMessage("a", Payload), out _);

        Assert.Equal(PublishOutcome.NotConnected, outcome);
        Assert.False(link.TrySubscribe("a", MqttQos.AtLeastOnce));
        Assert.False(link.TryDequeue(out _));
    }

    [Fact]
    public void Last_will_is_published_after_a_drop_and_not_after_a_goodbye()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink watcher = Connected(broker, "watcher");
        watcher.TrySubscribe("will/#", MqttQos.AtLeastOnce);
        using MosquittoLink probe = Connected(broker, "probe");
        WaitUntilHeard(probe, watcher, "will/ready");

        using MosquittoLink polite = Link(broker.Port, "polite");
        polite.Connect(MqttProtocol.V5, new MqttMessage("will/polite", Payload));
        polite.WaitFor(MqttLinkEventKind.Connected);
        polite.Disconnect();
        using MosquittoLink rude = Link(broker.Port, "rude");
        rude.Connect(MqttProtocol.V5, new MqttMessage("will/rude", Payload));
        rude.WaitFor(MqttLinkEventKind.Connected);
        rude.Drop(MqttFailure.AcknowledgementTimeout);

        Assert.Equal("will/rude", watcher.WaitFor(MqttLinkEventKind.Received).Message!.Topic);
        Assert.Equal(MqttFailure.Closed, polite.WaitFor(MqttLinkEventKind.Disconnected).Failure);
        Assert.Equal(
            MqttFailure.AcknowledgementTimeout, rude.WaitFor(MqttLinkEventKind.Disconnected).Failure);
    }

    [Fact]
    public void Session_that_the_broker_kept_delivers_what_came_meanwhile()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        MqttOptions options = Options(broker.Port, "sleeper") with
        {
            SessionExpiry = TimeSpan.FromMinutes(5),
        };
        using MosquittoLink sleeper = new(options, TimeProvider.System);
        sleeper.Connect(MqttProtocol.V5, null);
        bool first = sleeper.WaitFor(MqttLinkEventKind.Connected).SessionPresent;
        sleeper.TrySubscribe("cmd", MqttQos.AtLeastOnce);
        using MosquittoLink sender = Connected(broker, "sender");
        WaitUntilHeard(sender, sleeper, "cmd");

        sleeper.Drop(MqttFailure.ConnectionLost);
        sleeper.WaitFor(MqttLinkEventKind.Disconnected);
        Publish(sender, new MqttMessage("cmd", Payload));
        sleeper.Connect(MqttProtocol.V5, null);
        bool second = sleeper.WaitFor(MqttLinkEventKind.Connected).SessionPresent;
        MqttReceivedMessage kept = sleeper.WaitFor(MqttLinkEventKind.Received).Message!;

        Assert.False(first);
        Assert.True(second);
        Assert.Equal(Payload, kept.Payload.ToArray());
    }

    [Fact]
    public void Broker_that_dies_leaves_what_is_in_flight_unconfirmed_in_order()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink link = Connected(broker, "orphan");
        broker.Kill();

        link.TryPublish(new MqttMessage("a", Payload), out long first);
        link.TryPublish(new MqttMessage("b", Payload), out long second);
        MqttLinkEvent[] events = [link.WaitFor(MqttLinkEventKind.Unconfirmed), .. Drain(link)];

        Assert.Equal(first, events[0].PublishId);
        Assert.True(second == 0 || events[1].PublishId == second);
        Assert.Equal(MqttLinkEventKind.Disconnected, events[^1].Kind);
        Assert.Equal(MqttFailure.ConnectionLost, events[^1].Failure);
    }

    [Fact]
    public async Task Wake_from_another_thread_ends_a_long_poll()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using MosquittoLink link = Connected(broker, "asleep");
        long startedAt = TimeProvider.System.GetTimestamp();

        Task poll = Task.Factory.StartNew(
            () =>
                link.Poll(TimeSpan.FromMilliseconds(900)), CancellationToken.None,
                TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        link.Wake();
        await poll;

        Assert.True(TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public void Missing_library_names_the_package_to_install()
    {
        MqttLibraryException refusal =
            Assert.Throws<MqttLibraryException>(() => MosquittoLibrary.Load("libmosquitto-absent.so.1"));

        Assert.Contains("apt install libmosquitto1", refusal.Message, StringComparison.Ordinal);
    }

    internal static MqttOptions Options(int port, string clientId) =>
        new() { Host = "127.0.0.1", Port = port, ClientId = clientId, KeepAlive = TimeSpan.FromSeconds(5) };

    internal static MosquittoLink Link(int port, string clientId) =>
        new(Options(port, clientId), TimeProvider.System);

    internal static MosquittoLink Connected(MosquittoBroker broker, string clientId)
    {
        MosquittoLink link = Link(broker.Port, clientId);
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);
        return link;
    }

    internal static void Publish(MosquittoLink link, in MqttMessage message)
    {
        Assert.Equal(PublishOutcome.Accepted, link.TryPublish(message, out long publishId));
        MqttLinkEvent answer = link.WaitFor(MqttLinkEventKind.Published);
        Assert.Equal(publishId, answer.PublishId);
        Assert.False(answer.Reason.IsRefusal);
    }

    /// <summary>
    /// A SUBSCRIBE has no event of its own, so a message that comes through shows that it holds.
    /// </summary>
    private static void WaitUntilHeard(MosquittoLink publisher, MosquittoLink subscriber, string topic)
    {
        MqttReasonCode answer;
        do
        {
            publisher.TryPublish(new MqttMessage(topic, default), out _);
            answer = publisher.WaitFor(MqttLinkEventKind.Published).Reason;
            subscriber.Poll(TimeSpan.Zero);
        }
        while (answer is MqttReasonCode.NoMatchingSubscribers);
        subscriber.WaitFor(MqttLinkEventKind.Received);
    }

    private static MqttReceivedMessage FirstReceived(
        MosquittoBroker broker, string clientId, string topicFilter)
    {
        using MosquittoLink link = Connected(broker, clientId);
        link.TrySubscribe(topicFilter, MqttQos.AtLeastOnce);
        return link.WaitFor(MqttLinkEventKind.Received).Message!;
    }

    private static List<MqttLinkEvent> Drain(MosquittoLink link)
    {
        List<MqttLinkEvent> events = [];
        while (link.TryDequeue(out MqttLinkEvent linkEvent))
        {
            events.Add(linkEvent);
        }

        return events;
    }
}
