using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>What every link does against a real broker.</summary>
/// <param name="open">Makes the link under test.</param>
[Trait("suite", "contract")]
public abstract class MqttLinkContract(Func<MqttOptions, IMqttLink> open)
{
    private static readonly byte[] Payload = [1, 2, 3];

    [Fact]
    public void Acknowledged_publish_reaches_a_subscriber_with_its_properties()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink subscriber = Connected(broker, "subscriber");
        subscriber.TrySubscribe("a/#", MqttQos.AtLeastOnce);
        using IMqttLink publisher = Connected(broker, "publisher");
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
        using IMqttLink link = Connected(broker, "lonely");

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
        using IMqttLink link = Connected(broker, "reader");

        link.TryPublish(new MqttMessage("a/b", Payload), out _);

        MqttReasonCode reason = link.WaitFor(MqttLinkEventKind.Published).Reason;
        Assert.Equal(MqttReasonCode.NotAuthorized, reason);
        Assert.True(reason.IsRefusal);
    }

    [Fact]
    public void Retained_message_is_there_for_a_late_subscriber_and_an_empty_one_clears_it()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink publisher = Connected(broker, "publisher");
        Links.Publish(publisher, new MqttMessage("state", Payload, Retain: true));

        MqttReceivedMessage before = FirstReceived(broker, "late", "state");
        Links.Publish(publisher, new MqttMessage("state", default, Retain: true));
        Links.Publish(publisher, new MqttMessage("other", Payload, Retain: true));
        MqttReceivedMessage after = FirstReceived(broker, "later", "#");

        Assert.True(before.Retain);
        Assert.Equal("state", before.Topic);
        Assert.Equal("other", after.Topic);
    }

    [Fact]
    public void At_most_once_publish_is_answered_when_it_is_sent()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink link = Connected(broker, "fast");

        link.TryPublish(new MqttMessage("a", Payload, MqttQos.AtMostOnce), out long publishId);

        Assert.Equal(publishId, link.WaitFor(MqttLinkEventKind.Published).PublishId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+/b")]
    [InlineData("a/#")]
    public void Topic_that_is_none_is_never_taken(string topic)
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink link = Connected(broker, "wild");

        Assert.Equal(PublishOutcome.BadTopic, link.TryPublish(new MqttMessage(topic, Payload), out _));
    }

    [Fact]
    public void Message_beyond_the_brokers_packet_limit_is_refused_before_it_is_sent()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("max_packet_size 1000");
        using IMqttLink link = Link(broker.Port, "big");
        link.Connect(MqttProtocol.V5, null);
        MqttServerLimits limits = link.WaitFor(MqttLinkEventKind.Connected).Limits;

        PublishOutcome outcome = link.TryPublish(new MqttMessage("a", new byte[1000]), out _);

        Assert.Equal(1000u, limits.MaxPacketBytes);
        Assert.Equal(PublishOutcome.TooLarge, outcome);
        Links.Publish(link, new MqttMessage("a", new byte[900]));
    }

    [Fact]
    public void Nothing_is_taken_while_there_is_no_connection()
    {
        using IMqttLink link = Link(1, "idle");

        PublishOutcome outcome = link.TryPublish(new MqttMessage("a", Payload), out _);

        Assert.Equal(PublishOutcome.NotConnected, outcome);
        Assert.False(link.TrySubscribe("a", MqttQos.AtLeastOnce));
        Assert.False(link.TryDequeue(out _));
    }

    [Fact]
    public void Last_will_is_published_after_a_drop_and_not_after_a_goodbye()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink watcher = Connected(broker, "watcher");
        watcher.TrySubscribe("will/#", MqttQos.AtLeastOnce);
        using IMqttLink probe = Connected(broker, "probe");
        WaitUntilHeard(probe, watcher, "will/ready");

        using IMqttLink polite = Link(broker.Port, "polite");
        polite.Connect(MqttProtocol.V5, new MqttMessage("will/polite", Payload));
        polite.WaitFor(MqttLinkEventKind.Connected);
        polite.Disconnect();
        using IMqttLink rude = Link(broker.Port, "rude");
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
        MqttOptions options = Links.Options(broker.Port, "sleeper") with
        {
            SessionExpiry = TimeSpan.FromMinutes(5),
        };
        using IMqttLink sleeper = open(options);
        sleeper.Connect(MqttProtocol.V5, null);
        bool first = sleeper.WaitFor(MqttLinkEventKind.Connected).SessionPresent;
        sleeper.TrySubscribe("cmd", MqttQos.AtLeastOnce);
        using IMqttLink sender = Connected(broker, "sender");
        WaitUntilHeard(sender, sleeper, "cmd");

        sleeper.Drop(MqttFailure.ConnectionLost);
        sleeper.WaitFor(MqttLinkEventKind.Disconnected);
        Links.Publish(sender, new MqttMessage("cmd", Payload));
        sleeper.Connect(MqttProtocol.V5, null);
        bool second = sleeper.WaitFor(MqttLinkEventKind.Connected).SessionPresent;
        MqttReceivedMessage kept = sleeper.WaitFor(MqttLinkEventKind.Received).Message!;

        Assert.False(first);
        Assert.True(second);
        Assert.Equal(Payload, kept.Payload.ToArray());
    }

    [Fact]
    public async Task Wake_from_another_thread_ends_a_long_poll()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using IMqttLink link = Connected(broker, "asleep");
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

    private IMqttLink Link(int port, string clientId) => open(Links.Options(port, clientId));

    private IMqttLink Connected(MosquittoBroker broker, string clientId)
    {
        IMqttLink link = Link(broker.Port, clientId);
        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);
        return link;
    }

    /// <summary>
    /// A SUBSCRIBE has no event of its own, so a message that comes through shows that it holds.
    /// </summary>
    private static void WaitUntilHeard(IMqttLink publisher, IMqttLink subscriber, string topic)
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

    private MqttReceivedMessage FirstReceived(
        MosquittoBroker broker, string clientId, string topicFilter)
    {
        using IMqttLink link = Connected(broker, clientId);
        link.TrySubscribe(topicFilter, MqttQos.AtLeastOnce);
        return link.WaitFor(MqttLinkEventKind.Received).Message!;
    }
}
