using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Tests.Monitor.Messages;

public sealed class DeviceTopicsTests
{
    private static readonly DeviceTopics Topics = new("edgeecg", "ecg-01");

    [Fact]
    public void Topics_are_those_of_the_contract()
    {
        EventId id = new("ecg-01", "9f31c2", 12);

        Assert.Equal(
            [
                "edgeecg/ecg-01/status", "edgeecg/ecg-01/info", "edgeecg/ecg-01/health", "edgeecg/ecg-01/state",
                "edgeecg/ecg-01/event", "edgeecg/ecg-01/alarm/pause", "edgeecg/ecg-01/strip/ecg-01.9f31c2.12",
                "edgeecg/ecg-01/cmd/+", "edgeecg/ecg-01/rsp/identify", "homeassistant/device/ecg-01/config",
            ],
            [
                Topics.Status, Topics.Info, Topics.Health, Topics.State, Topics.Event, Topics.Alarm("pause"),
                Topics.Strip(id), Topics.Commands, Topics.Response("identify"), Topics.Discovery("homeassistant"),
            ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a+")]
    [InlineData("#")]
    [InlineData("ä")]
    [InlineData("a b")]
    public void Id_that_could_change_a_topic_is_refused(string id)
    {
        Assert.Throws<ArgumentException>(() => new DeviceTopics("edgeecg", id));
        Assert.Throws<ArgumentException>(() => Topics.Alarm(id));
        Assert.Throws<ArgumentException>(() => Topics.Response(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/edgeecg")]
    [InlineData("edgeecg/")]
    [InlineData("edge/#")]
    public void Base_topic_that_is_none_is_refused(string baseTopic)
    {
        Assert.ThrowsAny<ArgumentException>(() => new DeviceTopics(baseTopic, "ecg-01"));
    }

    [Theory]
    [InlineData("edgeecg/ecg-01/cmd/identify", "identify")]
    [InlineData("edgeecg/ecg-01/cmd/", null)]
    [InlineData("edgeecg/ecg-01/cmd/a/b", null)]
    [InlineData("edgeecg/ecg-02/cmd/identify", null)]
    public void Verb_of_a_command_is_read_from_its_topic(string topic, string? verb)
    {
        Assert.Equal(verb, Topics.CommandVerb(topic));
    }

    [Theory]
    [InlineData("ecg-01.9f31c2.12", true)]
    [InlineData("ecg-01.9f31c2", false)]
    [InlineData("ecg-01.9f31c2.012", false)]
    [InlineData("ecg-01.9f31c2.-1", false)]
    [InlineData("ecg/1.9f31c2.1", false)]
    [InlineData("a.b.c.1", false)]
    [InlineData(null, false)]
    public void Event_id_is_read_in_its_one_form_only(string? text, bool good)
    {
        Assert.Equal(good, EventId.TryParse(text, out EventId id));
        Assert.True(!good || id.ToString() == text);
    }
}
