using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Monitor.Journal;

public sealed class MessageJournalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public void An_alarm_is_on_the_disk_before_anybody_can_take_it()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "a1", "a2");

        string copy = CopyAsAfterAPowerCut(bench);

        using MessageJournal after = new(copy, JournalReaders.Mqtt, new JournalLimits(), bench.Time);
        JournalReader reader = after.OpenReader(JournalReaders.Mqtt);
        after.Work();
        Assert.True(reader.TryTakeAlarm(out JournalEntry first));
        Assert.Equal("a1", JournalBench.NameOf(first));
    }

    [Fact]
    public void Telemetry_that_was_delivered_at_once_is_never_written()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Routine, "t1", "t2");
        bench.Drain();

        bench.Pass(Long);

        Assert.Equal(0, bench.Journal.DiskBytes);
    }

    [Fact]
    public void What_nobody_took_comes_again_after_a_restart_in_the_order_of_its_lane()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Routine, "t1", "t2");
        bench.Post(MqttKeep.Urgent, "a1", "a2");
        bench.Post(MqttKeep.Bulk, "s1");
        bench.Post(MqttKeep.Routine, "t3");

        bench.Restart();

        Assert.Equal(["a1", "a2", "t1", "t2", "s1", "t3"], bench.Drain());
    }

    [Fact]
    public void What_was_confirmed_is_gone_after_a_restart_and_what_was_not_is_not()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "a1", "a2", "a3");
        Assert.True(bench.Reader.TryTakeAlarm(out JournalEntry first));
        bench.Reader.Confirm(first);
        Assert.True(bench.Reader.TryTakeAlarm(out _));

        bench.Restart();

        Assert.Equal(["a2", "a3"], bench.Drain());
    }

    [Fact]
    public void Alarms_come_one_at_a_time_and_again_when_the_connection_ended()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "a1", "a2");

        bench.Reader.TryTakeAlarm(out JournalEntry first);
        bool second = bench.Reader.TryTakeAlarm(out _);
        bench.Reader.ReturnAll();
        bench.Reader.TryTakeAlarm(out JournalEntry again);

        Assert.False(second);
        Assert.Equal(first.Sequence, again.Sequence);
    }

    [Fact]
    public void No_sequence_is_used_twice_over_restarts()
    {
        using JournalBench bench = new();
        HashSet<long> seen = [];
        for (int run = 0; run < 5; run++)
        {
            bench.Post(MqttKeep.Routine, "t");
            bench.Post(MqttKeep.Urgent, "a");
            while (bench.TryTake(out JournalEntry entry))
            {
                Assert.True(seen.Add(entry.Sequence), $"{entry.Sequence} came twice");
                bench.Reader.Confirm(entry);
            }

            bench.Restart();
        }

        Assert.Equal(10, seen.Count);
    }

    [Fact]
    public void Of_a_retained_topic_only_the_newest_waits_and_a_series_leaves_one_record_a_minute()
    {
        using JournalBench bench = new();
        for (int second = 0; second < 150; second += 5)
        {
            bench.Journal.Post(JournalBench.Message(MqttKeep.Series, $"at {second}") with
            {
                Topic = JournalBench.Root + "state", Retain = true,
            });
            bench.Pass(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(["at 145", "at 0", "at 60", "at 120"], bench.Drain());
    }

    [Fact]
    public void A_message_whose_life_is_over_is_not_kept()
    {
        using JournalBench bench = new();
        bench.Journal.Post(JournalBench.Message(MqttKeep.Routine, "reply") with { ExpirySeconds = 60 });
        bench.Pass(TimeSpan.FromSeconds(61));

        bench.Restart();

        Assert.Empty(bench.Drain());
    }

    [Fact]
    public void When_the_room_is_used_up_the_oldest_telemetry_goes_first_then_strips_and_no_alarm()
    {
        JournalLimits limits = new() { MostBytes = 40_000, LeastFreeBytes = 0 };
        using JournalBench bench = new(limits);
        bench.Post(MqttKeep.Urgent, "a1");
        for (int i = 0; i < 3; i++)
        {
            bench.Journal.Post(JournalBench.Message(MqttKeep.Routine, $"t{i}", 10_000));
            bench.Journal.Post(JournalBench.Message(MqttKeep.Bulk, $"s{i}", 10_000));
        }

        bench.Journal.Work();
        bench.Pass(Long);

        Assert.Equal(["a1", "s0", "s1", "s2"], bench.Drain());
        Assert.True(bench.Reader.TryTakeGap(out JournalGap gap));
        Assert.Equal(
            (GapKind.Telemetry, GapReason.Size, 3L), (gap.Kind, gap.Reason, gap.Messages));
    }

    [Fact]
    public void On_a_disk_that_is_nearly_full_telemetry_and_strips_make_room_and_alarms_stay()
    {
        using JournalBench bench = new(new JournalLimits { LeastFreeBytes = long.MaxValue / 2 });
        bench.Post(MqttKeep.Urgent, "a1");
        bench.Post(MqttKeep.Routine, "t1", "t2");
        bench.Post(MqttKeep.Bulk, "s1");

        bench.Pass(Long);
        bench.Pass(Long);

        Assert.Equal(["a1"], bench.Drain());
        Assert.Equal(3, bench.Journal.Lost(GapReason.FreeSpace));
        Assert.Equal(
            (0L, 2L, 1L),
            (bench.Journal.Evicted(GapKind.Alarm), bench.Journal.Evicted(GapKind.Telemetry),
                bench.Journal.Evicted(GapKind.Strip)));
    }

    [Fact]
    public void A_file_that_becomes_garbage_while_it_is_used_costs_nothing_that_is_posted_from_then_on()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "before");
        byte[] garbage = new byte[200_000];
        new Random(7).NextBytes(garbage);
        File.WriteAllBytes(Path.Combine(bench.Folder, JournalStore.FileName), garbage);
        File.WriteAllBytes(Path.Combine(bench.Folder, JournalStore.FileName + "-wal"), garbage);

        List<string> posted = [.. Enumerable.Range(1, 30).Select(i => $"alarm {i}")];
        List<string> delivered = [];
        foreach (string name in posted)
        {
            bench.Post(MqttKeep.Urgent, name);
            bench.Pass(TimeSpan.FromSeconds(5));
            delivered.AddRange(bench.Drain());
        }

        bench.Post(MqttKeep.Urgent, "kept");
        bench.Restart();
        List<string> afterRestart = bench.Drain();

        Assert.Equal(posted, delivered.Where(posted.Contains));
        Assert.Contains("before", delivered);
        Assert.Equal(["kept"], afterRestart);
    }

    [Fact]
    public void A_gap_is_told_until_somebody_has_taken_it_over_restarts_too()
    {
        using JournalBench bench = new(new JournalLimits { MostBytes = 1000, LeastFreeBytes = 0 });
        bench.Journal.Post(JournalBench.Message(MqttKeep.Routine, "t", 2000));
        bench.Pass(Long);

        bench.Restart();
        bool told = bench.Reader.TryTakeGap(out JournalGap gap);
        bench.Reader.ConfirmGap(gap);
        bench.Restart();

        Assert.True(told);
        Assert.False(bench.Reader.TryTakeGap(out _));
    }

    [Fact]
    public void Age_is_the_time_of_running_so_that_a_jump_of_the_wall_clock_ages_nothing()
    {
        JournalLimits limits = new() { MostAge = TimeSpan.FromDays(1), LeastFreeBytes = 0 };
        using JournalBench bench = new(limits);
        bench.Post(MqttKeep.Urgent, "a1");
        bench.Time.JumpWallClock(TimeSpan.FromDays(3650));
        bench.Pass(Long);
        bench.Restart();
        List<string> afterJump = Peek(bench);

        bench.Pass(TimeSpan.FromDays(2));

        Assert.Equal(["a1"], afterJump);
        Assert.Empty(bench.Drain());
        Assert.Equal(1, bench.Journal.Lost(GapReason.Age));
    }

    [Fact]
    public void A_refused_alarm_is_tried_again_and_then_stands_aside_for_those_behind_it()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "bad", "good");
        List<TimeSpan> attempts = [];
        List<string> delivered = [];
        while (delivered.Count == 0)
        {
            bench.Pass(TimeSpan.FromSeconds(1));
            if (bench.Reader.TryTakeAlarm(out JournalEntry entry))
            {
                if (JournalBench.NameOf(entry) == "bad")
                {
                    attempts.Add(new TimeSpan(bench.Time.GetTimestamp()));
                    bench.Reader.Refuse(entry, forEver: false);
                }
                else
                {
                    delivered.Add(JournalBench.NameOf(entry));
                    bench.Reader.Confirm(entry);
                }
            }
        }

        Assert.InRange(attempts.Count, 4, 7);
        Assert.True(attempts[^1] - attempts[0] < Long);
        Assert.Equal(1, bench.Reader.Parked);
        bench.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(["bad"], bench.Drain());
    }

    [Fact]
    public void What_is_refused_for_ever_is_counted_and_not_offered_again()
    {
        using JournalBench bench = new();
        bench.Post(MqttKeep.Urgent, "bad", "good");
        bench.Reader.TryTakeAlarm(out JournalEntry bad);

        bench.Reader.Refuse(bad, forEver: true);

        Assert.Equal(["good"], bench.Drain());
        Assert.True(bench.Reader.TryTakeGap(out JournalGap gap));
        Assert.Equal((GapKind.Alarm, GapReason.Refused), (gap.Kind, gap.Reason));
    }

    [Fact]
    public void Two_readers_acknowledge_apart_and_an_entry_goes_when_both_have()
    {
        using JournalBench bench = new(onDisk: false);
        using MessageJournal journal = new(
            bench.Folder, JournalReaders.Mqtt | JournalReaders.Sparkplug, new JournalLimits(), bench.Time);
        JournalReader mqtt = journal.OpenReader(JournalReaders.Mqtt);
        JournalReader sparkplug = journal.OpenReader(JournalReaders.Sparkplug);
        journal.Post(JournalBench.Message(MqttKeep.Urgent, "a1"));
        journal.Work();

        mqtt.TryTakeAlarm(out JournalEntry one);
        mqtt.Confirm(one);
        bool toMqtt = mqtt.TryTakeAlarm(out _);
        bool toSparkplug = sparkplug.TryTakeAlarm(out JournalEntry other);
        sparkplug.Confirm(other);
        bench.Time.Advance(Long);
        journal.Work();

        Assert.False(toMqtt);
        Assert.True(toSparkplug);
        Assert.Equal(0, journal.DiskBytes);
    }

    [Fact]
    public void Without_a_disk_memory_is_bounded_and_what_goes_is_told()
    {
        using JournalBench bench = new(new JournalLimits { MemoryBytes = 10_000 }, onDisk: false);
        bench.Post(MqttKeep.Urgent, "a1");
        for (int i = 0; i < 20; i++)
        {
            bench.Journal.Post(JournalBench.Message(MqttKeep.Routine, $"t{i}", 1000));
        }

        bench.Pass(Long);

        List<string> kept = bench.Drain();
        Assert.Equal("a1", kept[0]);
        Assert.Equal("t19", kept[^1]);
        Assert.Equal(21 - kept.Count, bench.Journal.Lost(GapReason.Memory));
    }

    private static List<string> Peek(JournalBench bench)
    {
        List<string> names = [];
        while (bench.TryTake(out JournalEntry entry))
        {
            names.Add(JournalBench.NameOf(entry));
        }

        bench.Reader.ReturnAll();
        return names;
    }

    private static string CopyAsAfterAPowerCut(JournalBench bench)
    {
        string copy = bench.Folder + "-copy";
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(bench.Folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
