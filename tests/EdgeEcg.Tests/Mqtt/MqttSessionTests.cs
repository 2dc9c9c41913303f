using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>The session's decisions, in virtual time over a link whose outcomes the test decides.</summary>
public sealed class MqttSessionTests : IDisposable
{
    private const int Seed = 20_260_101;

    private static readonly MqttMessage Message = new("event", new byte[] { 1 });

    private readonly ManualTimeProvider _time = new();
    private readonly FakeLink _link;

    public MqttSessionTests()
    {
        _link = new FakeLink(_time);
    }

    public void Dispose() => _link.Dispose();

    [Fact]
    public void Attempts_go_on_for_a_week_never_closer_than_the_shortest_wait_nor_further_than_the_longest()
    {
        _link.OnConnect = _ => MqttFailure.NotListening;
        using MqttSession session = Session();

        Run(session, TimeSpan.FromDays(7));

        TimeSpan[] waits = [.. _link.Attempts.Zip(_link.Attempts.Skip(1), (a, b) => b.At - a.At)];
        Assert.All(waits, w => Assert.InRange(w, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        Assert.InRange(waits.Length, 7 * 24 * 60, 7 * 24 * 3600);
        Assert.Equal(session.Counters.Attempts, session.Counters.Failures(MqttFailure.NotListening));
    }

    [Fact]
    public void Two_devices_that_lose_a_broker_together_do_not_come_back_together()
    {
        MqttBackOff first = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(Seed));
        MqttBackOff second = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), new Random(Seed + 1));

        for (int i = 0; i < 5; i++)
        {
            Assert.NotEqual(first.Next(), second.Next());
        }
    }

    [Fact]
    public void Connection_that_lived_long_starts_from_the_shortest_wait_and_a_short_one_does_not()
    {
        using MqttSession session = Session();
        List<TimeSpan> flapping = [];
        for (int i = 0; i < 12; i++)
        {
            flapping.Add(WaitAfterLossAt(session, TimeSpan.FromSeconds(1)));
        }

        TimeSpan stable = WaitAfterLossAt(session, TimeSpan.FromSeconds(31));

        Assert.Contains(flapping, w => w > TimeSpan.FromSeconds(4));
        Assert.InRange(stable, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Broker_of_the_older_protocol_is_spoken_to_at_once_in_it()
    {
        _link.OnConnect = p => p is MqttProtocol.V5 ? MqttFailure.ProtocolVersionRefused : MqttFailure.None;
        using MqttSession session = Session();

        session.PollUntil(() => session.State is MqttSessionState.Connected, "a connection");

        Assert.Equal(MqttProtocol.V311, session.Protocol);
        Assert.Equal(_link.Attempts[0].At, _link.Attempts[1].At);
    }

    [Fact]
    public void After_a_stumble_the_newer_protocol_is_tried_again()
    {
        Queue<MqttFailure> outcomes = new(
            [MqttFailure.ConnectionLost, MqttFailure.ConnectionLost, MqttFailure.None]);
        _link.OnConnect = _ => outcomes.Dequeue();
        using MqttSession session = Session();

        session.PollUntil(() => session.State is MqttSessionState.Connected, "a connection");

        Assert.Equal(
            [MqttProtocol.V5, MqttProtocol.V311, MqttProtocol.V5], _link.Attempts.Select(a => a.Protocol));
    }

    [Fact]
    public void Each_connect_subscribes_again_and_announces_the_device_before_the_caller_can_publish()
    {
        using MqttSession session = Session(Presence);
        session.Subscribe("cmd/#");

        session.WaitFor(MqttLinkEventKind.Connected);
        _link.Drop(MqttFailure.ConnectionLost);
        session.WaitFor(MqttLinkEventKind.Connected);

        Assert.Equal(
            ["subscribe cmd/#", "publish online/1", "subscribe cmd/#", "publish online/2"], _link.Log);
        Assert.Equal(["lost/1", "lost/2"], _link.Attempts.Select(a => a.Will!.Value.Topic));
    }

    [Fact]
    public void Answers_to_the_sessions_own_messages_are_counted_and_not_passed_on()
    {
        using MqttSession session = Session(Presence);
        session.WaitFor(MqttLinkEventKind.Connected);

        session.TryPublish(Message, out long publishId);
        MqttLinkEvent answer = session.WaitFor(MqttLinkEventKind.Published);

        Assert.Equal(publishId, answer.PublishId);
        Assert.False(session.TryDequeue(out _));
        Assert.Equal(2, session.Counters.Delivered);
    }

    [Fact]
    public void Publish_without_an_answer_ends_the_connection_after_the_limit_and_not_before()
    {
        _link.OnPublish = _ => null;
        using MqttSession session = Session();
        session.WaitFor(MqttLinkEventKind.Connected);
        session.TryPublish(Message, out _);

        Run(session, TimeSpan.FromSeconds(19));
        MqttSessionState before = session.State;
        Run(session, TimeSpan.FromSeconds(2));

        Assert.Equal(MqttSessionState.Connected, before);
        Assert.Equal(1, session.Counters.Failures(MqttFailure.AcknowledgementTimeout));
    }

    [Fact]
    public void Every_kind_of_answer_has_its_counter()
    {
        Queue<MqttReasonCode> answers = new(
            [MqttReasonCode.Success, MqttReasonCode.NoMatchingSubscribers, MqttReasonCode.QuotaExceeded]);
        _link.OnPublish = _ => answers.Dequeue();
        using MqttSession session = Session();
        session.WaitFor(MqttLinkEventKind.Connected);

        for (int i = 0; i < 3; i++)
        {
            session.TryPublish(Message, out _);
        }

        session.Poll(TimeSpan.Zero);
        MqttSessionCounters counters = session.Counters;
        Assert.Equal(
            (3L, 2L, 1L, 1L), (counters.Published, counters.Delivered, counters.Unheard, counters.Refused));
    }

    [Fact]
    public void Publishes_are_held_back_while_answers_wait_for_the_caller()
    {
        using MqttSession session = Session();
        session.WaitFor(MqttLinkEventKind.Connected);

        int accepted = 0;
        while (accepted < 1000 && session.TryPublish(Message, out _) is PublishOutcome.Accepted)
        {
            accepted++;
            session.Poll(TimeSpan.Zero);
        }

        session.TryDequeue(out _);
        Assert.Equal(new MqttSessionOptions().MaxOutstanding, accepted);
        Assert.Equal(PublishOutcome.Accepted, session.TryPublish(Message, out _));
    }

    [Fact]
    public void Clean_stop_publishes_offline_waits_for_the_answer_and_says_goodbye()
    {
        using MqttSession session = Session(Presence);
        session.WaitFor(MqttLinkEventKind.Connected);

        bool confirmed = session.Stop(TimeSpan.FromSeconds(2));

        Assert.True(confirmed);
        Assert.True(_link.SaidGoodbye);
        Assert.Equal("publish offline/1", _link.Log[^1]);
        Assert.Equal(MqttSessionState.Stopped, session.State);
    }

    [Fact]
    public void Stop_without_an_answer_keeps_its_limit_and_leaves_it_to_the_last_will()
    {
        _link.OnPublish = m =>
            m.Topic.StartsWith("offline", StringComparison.Ordinal) ? null : MqttReasonCode.Success;
        using MqttSession session = Session(Presence);
        session.WaitFor(MqttLinkEventKind.Connected);
        TimeSpan before = new(_time.GetTimestamp());

        bool confirmed = session.Stop(TimeSpan.FromSeconds(2));

        Assert.False(confirmed);
        Assert.False(_link.SaidGoodbye);
        Assert.InRange(
            new TimeSpan(_time.GetTimestamp()) - before, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public void Stopped_session_makes_no_more_attempts()
    {
        using MqttSession session = Session(Presence);
        session.WaitFor(MqttLinkEventKind.Connected);
        session.Stop(TimeSpan.FromSeconds(2));

        Run(session, TimeSpan.FromHours(1));

        Assert.Single(_link.Attempts);
    }

    private static MqttPresence Presence(long attempt) => new(
        new MqttMessage($"online/{attempt}", default),
        new MqttMessage($"offline/{attempt}", default),
        new MqttMessage($"lost/{attempt}", default));

    private MqttSession Session(Func<long, MqttPresence>? presence = null) =>
        new(_link, new MqttSessionOptions(), presence, _time, new Random(Seed));

    private void Run(MqttSession session, TimeSpan duration)
    {
        long end = _time.GetTimestamp() + duration.Ticks;
        while (_time.GetTimestamp() < end)
        {
            session.Poll(TimeSpan.FromSeconds(1));
            while (session.TryDequeue(out _))
            {
                // Only the attempts matter here.
            }
        }
    }

    private TimeSpan WaitAfterLossAt(MqttSession session, TimeSpan age)
    {
        session.WaitFor(MqttLinkEventKind.Connected);
        Run(session, age);
        TimeSpan lostAt = new(_time.GetTimestamp());
        _link.Drop(MqttFailure.ConnectionLost);
        session.WaitFor(MqttLinkEventKind.Disconnected);
        int attempts = _link.Attempts.Count;
        session.PollUntil(() => _link.Attempts.Count > attempts, "another attempt");
        return _link.Attempts[^1].At - lostAt;
    }
}
