using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Sparkplug;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Device;

/// <summary>Puts the connection of a monitor together: link, session with its last will, publisher.</summary>
internal static class MonitorLink
{
    /// <param name="bootId">Of this run.</param>
    /// <param name="test">The signal is not a wearer's.</param>
    /// <param name="run">How it began.</param>
    /// <param name="journalFolder">What cannot be delivered outlives a restart; none: it does not.</param>
    /// <param name="limits">The journal's.</param>
    /// <param name="sparkplug">The journal keeps messages for a Sparkplug node as well.</param>
    public static Publisher Create(
        MqttConfiguration mqtt, string deviceId, string bootId, bool test, RunStart run = default,
        string? journalFolder = null, JournalLimits? limits = null, bool sparkplug = false)
    {
        limits ??= new JournalLimits();
        DeviceTopics topics = new(mqtt.BaseTopic, deviceId);
        MqttOptions options = mqtt.ToLinkOptions();

        // Spreads the attempts of a fleet after its broker was away; the boot id differs from device to
        // device.
        Random random = new(string.GetHashCode(bootId, StringComparison.Ordinal));
        MqttSession session = new(
            MqttLinks.Open(mqtt.Library, options),
            new MqttSessionOptions(),
            attempt => OutgoingMessages.Presence(topics, bootId, test, attempt, run),
            TimeProvider.System,
            random);
        JournalReaders readers = JournalReaders.Mqtt | (sparkplug ? JournalReaders.Sparkplug : 0);
        MessageJournal journal = new(journalFolder, readers, limits, TimeProvider.System);
        return new Publisher(
            session, options, journal, topics, limits, gap => Describe(gap, bootId, test),
            TimeProvider.System);
    }

    /// <summary>The device as a Sparkplug node on a connection of its own; none where that is off.</summary>
    /// <param name="journal">Made for it as well; stays the caller's.</param>
    public static SparkplugNode? CreateSparkplug(
        MonitorConfiguration configuration, MessageJournal journal, StateFolder state)
    {
        if (!configuration.Sparkplug.Enabled)
        {
            return null;
        }

        string id = configuration.Device.Id;
        MqttConfiguration mqtt = configuration.Mqtt;
        MqttOptions options = mqtt.ToLinkOptions() with
        {
            ClientId = mqtt.ClientId + "-sparkplug", SessionExpiry = TimeSpan.Zero,
        };
        return new SparkplugNode(
            MqttLinks.Open(mqtt.Library, options), configuration.Sparkplug.Group,
            new DeviceTopics(mqtt.BaseTopic, id), journal, configuration.Journal, state, TimeProvider.System,
            new Random(string.GetHashCode(id, StringComparison.Ordinal)));
    }

    /// <summary>
    /// Names a run: the time it began, in hexadecimal seconds, and something of the process.
    /// </summary>
    public static string NewBootId() => Guid.NewGuid().ToString("N")[..12];

    private static HistoryGapMessage Describe(JournalGap gap, string bootId, bool test) => new()
    {
        Test = test,
        BootId = bootId,
        Kind = gap.Kind,
        Reason = gap.Reason,
        Messages = gap.Messages,
        Bytes = gap.Bytes,
        From = ClockWatch.IsPlausible(gap.From) ? gap.From : null,
        To = ClockWatch.IsPlausible(gap.To) ? gap.To : null,
    };
}
