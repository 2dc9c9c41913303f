using System.Globalization;
using System.Text.Json;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// From the R peak at the electrodes to the event at a subscriber, in real time: a simulated chip at the pace
/// of the wall clock, the whole monitor with journal and recorder, a mosquitto, a subscriber. Only events
/// that one beat decides are counted; what takes longer by its nature, such as a pause, is not.
/// </summary>
public static class AlarmLatency
{
    private const double MostMs = 1200;
    private const string DeviceId = "latency";

    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <summary>Enough abnormal beats for a p99, few enough to be what is not normal.</summary>
    private static readonly SyntheticRates Rates =
        new() { VentricularBeatsPerHour = 600, SupraventricularBeatsPerHour = 200 };

    /// <param name="duration">Of the signal; the first minute is learned from.</param>
    /// <param name="rateSps">Of the chip.</param>
    /// <returns>Whether 99 of 100 came within the mark.</returns>
    public static bool Run(TimeSpan duration, int rateSps, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using PrivateBroker broker = PrivateBroker.Start();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgeecg-latency-");
        try
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"""
                version: 2
                device:
                  id: {DeviceId}
                source:
                  kind: simulated
                  rate_sps: {rateSps}
                storage:
                  folder: {folder.FullName}
                mqtt:
                  host: 127.0.0.1
                  port: {broker.Port}
                """);
            return Run(ConfigurationFile.Parse("the measured monitor", text), duration, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Run(MonitorConfiguration configuration, TimeSpan duration, TextWriter output)
    {
        SampleRate rate = new(configuration.Source.RateSps);
        SyntheticEcg ecg = new(
            rate, new SyntheticEcgSettings(), SyntheticScript.Random(1, Rates, duration.TotalSeconds));
        SimulatedAds1292 chip = new(
            new SyntheticSource(ecg, (long)(duration.TotalSeconds * rate.Hz)), new SimulatedChipOptions(),
            new VirtualClock(TimeProvider.System.GetUtcNow()));
        using PacedDataReadyLine paced = new(chip, TimeProvider.System, 1);
        StampedEdges edges = new(paced);
        SampleMoments moments = new(rate);
        Ads1292Connection connection = chip.Connection with { DataReady = edges };
        using ChipSource source = ChipSource.Wired(connection, paced, () => chip.SignalEnded);
        using MqttSession subscriber = Subscribe(configuration.Mqtt.Port);
        string bootId = MonitorLink.NewBootId();
        using Publisher publisher = MonitorLink.Create(
            configuration.Mqtt, DeviceId, bootId, test: true,
            journalFolder: Path.Combine(configuration.Storage.Folder, "journal"));
        using HeartMonitor monitor = new(
            configuration, new SampleIntake(source, configuration.Source), DefaultModel.Load(), publisher,
            DeviceBoard.OfKernel(configuration.Board), bootId, TimeProvider.System);
        monitor.Watcher = moments;
        publisher.Start();
        monitor.Start();
        List<double> latenciesMs = [];
        while (!monitor.WaitForEnd(TimeSpan.Zero))
        {
            Listen(subscriber, moments, edges, latenciesMs);
        }

        return Report(latenciesMs, rate, monitor.Monitor.LookAheadMs, output);
    }

    private static MqttSession Subscribe(int port)
    {
        MqttOptions options = new() { Host = "127.0.0.1", Port = port, ClientId = "latency-subscriber" };
        MqttSession subscriber = new(
            new MosquittoLink(options, TimeProvider.System), new MqttSessionOptions(), null,
            TimeProvider.System, new Random(1));
        subscriber.Subscribe(new DeviceTopics("edgeecg", DeviceId).Event);
        while (subscriber.State is not MqttSessionState.Connected)
        {
            subscriber.Poll(Turn);
        }

        return subscriber;
    }

    private static void Listen(
        MqttSession subscriber, SampleMoments moments, StampedEdges edges, List<double> latenciesMs)
    {
        subscriber.Poll(Turn);
        while (subscriber.TryDequeue(out MqttLinkEvent happened))
        {
            long nowNs = TimeProvider.System.NowNs();
            if (happened.Message is { } message
                && JsonSerializer.Deserialize(message.Payload.Span, MessageJson.Default.EventMessage)
                    is { Code: EventCodes.AbnormalBeat or EventCodes.PrematureBeat } told)
            {
                latenciesMs.Add((nowNs - edges.OffsetNs - moments.At(told.SampleIndex)) / 1e6);
            }
        }
    }

    private static bool Report(
        List<double> latenciesMs, SampleRate rate, double lookAheadMs, TextWriter output)
    {
        if (latenciesMs.Count == 0)
        {
            output.WriteLine("no abnormal beat was told: measure for longer");
            return false;
        }

        latenciesMs.Sort();
        double p99 = latenciesMs[Math.Min(latenciesMs.Count - 1, (int)(latenciesMs.Count * 0.99))];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"R peak to event at a subscriber, {rate.Hz} SPS, {latenciesMs.Count} abnormal beats: median"
            + $" {latenciesMs[latenciesMs.Count / 2]:0} ms, p99 {p99:0} ms (mark {MostMs:0}), longest"
            + $" {latenciesMs[^1]:0} ms; the detector looks ahead for at most {lookAheadMs:0} ms of it"));
        return p99 <= MostMs;
    }
}
