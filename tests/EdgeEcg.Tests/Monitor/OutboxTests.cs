using EdgeEcg.Monitor;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Monitor;

public sealed class OutboxTests
{
    [Fact]
    public void Unacknowledged_messages_return_to_the_front_in_their_order()
    {
        Outbox outbox = new(10);
        Post(outbox, "a", "b", "c");
        outbox.Sent(1);
        outbox.Sent(2);

        outbox.ReturnAll();

        Assert.Equal(["a", "b", "c"], Drain(outbox));
    }

    [Fact]
    public void A_confirmed_message_is_gone()
    {
        Outbox outbox = new(10);
        Post(outbox, "a", "b");
        outbox.Sent(1);

        outbox.Confirm(1);
        outbox.ReturnAll();

        Assert.Equal(["b"], Drain(outbox));
    }

    [Fact]
    public void When_full_the_oldest_message_that_is_not_retained_goes_and_is_counted()
    {
        Outbox outbox = new(2);
        outbox.Post(new MqttMessage("state", default, Retain: true), 0);
        Post(outbox, "a", "b");

        Assert.Equal(["state", "b"], Drain(outbox));
        Assert.Equal(1, outbox.Dropped);
    }

    [Fact]
    public void Of_a_retained_topic_only_the_newest_waits()
    {
        Outbox outbox = new(10);
        outbox.Post(new MqttMessage("state", new byte[] { 1 }, Retain: true), 0);
        Post(outbox, "a");
        outbox.Post(new MqttMessage("state", new byte[] { 2 }, Retain: true), 0);

        Assert.Equal(["a", "state"], Drain(outbox));
    }

    private static void Post(Outbox outbox, params string[] topics)
    {
        foreach (string topic in topics)
        {
            outbox.Post(new MqttMessage(topic, default), 0);
        }
    }

    private static List<string> Drain(Outbox outbox)
    {
        List<string> topics = [];
        while (outbox.Next is { } message)
        {
            topics.Add(message.Topic);
            outbox.Sent(100 + topics.Count);
        }

        return topics;
    }
}
