using System.Text;
using System.Text.Json;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Tests.Monitor;

public sealed class AnomalyMonitorTests
{
    private const int Hz = 500;
    private const int LearnedAtSecond = 140;

    private readonly List<MqttMessage> _posted = [];

    [Fact]
    public void A_ventricular_beat_is_told_once_with_a_strip_whose_event_is_where_it_says()
    {
        Process(SyntheticEpisode.Ventricular(LearnedAtSecond));

        EventMessage told = Assert.Single(Events());
        StripMessage strip = Assert.Single(Strips());
        Assert.Equal(EventCodes.AbnormalBeat, told.Code);
        Assert.Equal(told.Id, strip.EventId);
        Assert.Equal(told.SampleIndex, strip.StartSampleIndex + strip.EventOffsetSamples);
        Assert.Equal("edgeecg/bench/strip/" + told.Id, told.StripRef);
        Assert.InRange(told.GenerationDelayMs, 450, 1100);
        Assert.Equal("not for diagnosis", told.Disclaimer);
    }

    [Fact]
    public void A_run_raises_an_alarm_that_stays_when_a_normal_beat_ends_it()
    {
        Process(SyntheticEpisode.Ventricular(LearnedAtSecond, beats: 5));

        MqttMessage[] alarms =
            [.. _posted.Where(m => m.Topic == "edgeecg/bench/alarm/" + EventCodes.AbnormalRun)];
        Assert.Equal(2, alarms.Length);
        Assert.All(alarms, a => Assert.True(a.Retain));
        Assert.Contains("\"presence\":\"on\"", Text(alarms[0]), StringComparison.Ordinal);
        Assert.Contains("\"presence\":\"latched\"", Text(alarms[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_lead_is_a_technical_alarm_and_never_a_pause()
    {
        Process(SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, LearnedAtSecond, durationSeconds: 6));

        EventMessage told = Assert.Single(Events());
        Assert.Equal(EventCodes.LeadOff, told.Code);
        Assert.Equal(EventKind.Technical, told.Kind);
        Assert.Equal(0,
            _posted.Last(m => m.Topic.EndsWith("alarm/lead_off", StringComparison.Ordinal)).Payload.Length);
    }

    [Fact]
    public void A_gap_in_the_samples_shifts_no_later_event()
    {
        const int lost = 3 * Hz;

        Process(SyntheticEpisode.Ventricular(LearnedAtSecond), loseAt: 120 * Hz, lost: lost);

        SyntheticTruth truth =
            new(new SampleRate(Hz), Settings, Script(SyntheticEpisode.Ventricular(LearnedAtSecond)), 170);
        long expected = truth.Beats.Single(b => b.Class == SyntheticBeatClass.Ventricular).SampleIndex;
        EventMessage told = Assert.Single(Events(), e => e.Code == EventCodes.AbnormalBeat);
        Assert.InRange(told.SampleIndex, expected - (Hz / 10), expected + (Hz / 10));
    }

    private static SyntheticEcgSettings Settings => new() { Seed = 5 };

    private static SyntheticScript Script(SyntheticEpisode episode) => new([episode]);

    // What is lost is lost: its indexes are skipped, and the next frame says how many there were.
    private void Process(SyntheticEpisode episode, long loseAt = long.MaxValue, int lost = 0)
    {
        SampleRate rate = new(Hz);
        ModelPackage package = DefaultModel.Load();
        MessageFactory messages = new(
            new DeviceTopics("edgeecg", "bench"), "boot1", test: true, rate, package.Manifest,
            ns => DateTimeOffset.UnixEpoch.AddTicks(ns / 100), () =>
                ClockState.Synced, TimeProvider.System, Keep);
        AlarmConfiguration alarms = new(2000, 20, 40, 150, 20, AlarmLatching.Heart, RefractorySeconds: 0);
        using AnomalyMonitor monitor = new(
            rate, package, RhythmLimits.Default, HeartLimits.Default, 3000, 2000, messages,
            new AlarmBoard(alarms, null, TimeProvider.System, messages.Send));
        SyntheticEcg ecg = new(rate, Settings, Script(episode));
        float[] lead1 = new float[170 * Hz];
        float[] lead2 = new float[170 * Hz];
        ecg.Read(lead1, lead2);
        for (int i = 0; i < lead1.Length; i++)
        {
            long lostBefore = 0;
            if (i == loseAt)
            {
                i += lost;
                lostBefore = lost;
            }

            uint connected = ecg.IsLeadOff(i) ? 0u : 3u;
            monitor.Process(new SampleFrame(i, i * 2_000_000L, lostBefore, lead1[i], lead2[i], connected));
        }

        monitor.Finish();
    }

    private static string Text(in MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    private void Keep(MqttMessage message) => _posted.Add(message);

    private EventMessage[] Events() => [.. _posted.Where(m => m.Topic == "edgeecg/bench/event")
        .Select(m => JsonSerializer.Deserialize(m.Payload.Span, MessageJson.Default.EventMessage)!)];

    private StripMessage[] Strips() => [.. _posted
        .Where(m => m.Topic.StartsWith("edgeecg/bench/strip/", StringComparison.Ordinal))
        .Select(m => JsonSerializer.Deserialize(m.Payload.Span, MessageJson.Default.StripMessage)!)];
}
