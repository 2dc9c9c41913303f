using System.Globalization;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// A day of samples at maximum speed through the whole daemon: simulated chip in virtual time, driver, beats,
/// scores, alarms, journal, recorder, mosquitto and a subscriber. Memory by the hour, bytes allocated per
/// sample after the first hour, and whatever is lost.
/// </summary>
public static class DaemonDay
{
    private const int RateSps = 500;
    private const int SecondsPerHour = 3600;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromMinutes(2);

    /// <returns>Whether nothing was lost, memory stayed flat, and a sample allocates nothing.</returns>
    public static bool Run(int hours, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using PrivateBroker broker = PrivateBroker.Start();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgeecg-day-");
        try
        {
            return Run(hours, Configuration(folder.FullName, broker.Port), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MonitorConfiguration Configuration(string folder, int port) => ConfigurationFile.Parse(
        "the measured monitor",
        string.Create(CultureInfo.InvariantCulture, $"""
            version: 2
            device:
              id: day
            source:
              kind: simulated
              rate_sps: {RateSps}
            storage:
              folder: {folder}
            mqtt:
              host: 127.0.0.1
              port: {port}
            """));

    private static bool Run(int hours, MonitorConfiguration configuration, TextWriter output)
    {
        long samples = (long)hours * SecondsPerHour * RateSps;
        SyntheticEcg ecg = new(
            new SampleRate(RateSps), new SyntheticEcgSettings(),
            SyntheticScript.Random(1, SyntheticRates.BusyDay, (double)hours * SecondsPerHour));
        SimulatedAds1292 chip = new(
            new SyntheticSource(ecg, samples), new SimulatedChipOptions(),
            new VirtualClock(TimeProvider.System.GetUtcNow()));
        CountedEdges edges = new(chip);
        CountedBlocks blocks = new();
        using ChipSource source =
            ChipSource.Simulated(chip.Connection with { DataReady = edges }, () => chip.SignalEnded);
        using EventSubscriber subscriber =
            new(new DeviceTopics("edgeecg", "day"), configuration.Mqtt.Port);
        subscriber.Start(DeliveryLimit);
        string bootId = MonitorLink.NewBootId();
        using Publisher publisher = MonitorLink.Create(
            configuration.Mqtt, "day", bootId, test: true,
            journalFolder: Path.Combine(configuration.Storage.Folder, "journal"));
        publisher.Watcher = blocks;
        using HeartMonitor monitor = new(
            configuration, new SampleIntake(source, configuration.Source), DefaultModel.Load(), publisher,
            DeviceBoard.OfKernel(configuration.Board), bootId, new SignalTime(chip.Clock.Time))
        {
            Watcher = blocks,
        };
        publisher.Start();
        monitor.Start();
        DayAccount account = new(edges, blocks, SecondsPerHour * RateSps, output);
        HashSet<EventId> received = [];
        while (!monitor.WaitForEnd(Look))
        {
            Take(subscriber, received);
            account.Look(publisher);
        }

        publisher.Flush(DeliveryLimit);
        WaitFor(subscriber, received, monitor.Events);
        account.Look(publisher);
        RecordingCounters recording = monitor.Recording!;
        long lost = monitor.SamplesDropped + recording.SamplesLost + publisher.Dropped
            + (samples - blocks.Samples) + (monitor.Events - received.Count);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{samples} samples, {blocks.Samples} analysed, {monitor.SamplesDropped} dropped,"
            + $" {recording.SamplesLost} lost to the recording; {monitor.Events} events, {received.Count}"
            + $" received, {subscriber.Strips} strips; {publisher.Dropped} messages dropped"));
        return account.Summarise() && lost == 0;
    }

    private static void Take(EventSubscriber subscriber, HashSet<EventId> received)
    {
        while (subscriber.TryTake(out ReceivedEvent told))
        {
            received.Add(told.Message.Id);
        }
    }

    private static void WaitFor(
        EventSubscriber subscriber, HashSet<EventId> received, long events)
    {
        using ManualResetEventSlim never = new();
        long since = TimeProvider.System.GetTimestamp();
        while (received.Count < events && TimeProvider.System.GetElapsedTime(since) < DeliveryLimit)
        {
            never.Wait(Look);
            Take(subscriber, received);
        }
    }
}
