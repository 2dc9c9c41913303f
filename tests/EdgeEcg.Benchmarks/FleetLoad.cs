using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using EdgeEcg.Device;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// One mosquitto and many devices: each has a connection of its own and sends what a device sends, at its
/// default rates and with the messages of docs/messages.md; a subscriber counts what arrives.
/// </summary>
public static class FleetLoad
{
    private const int StateEverySeconds = 5;
    private const int HealthEverySeconds = 60;

    // A busy wearer: one abnormal beat a minute, each with ten seconds of both leads at 500 SPS.
    private const int EventEverySeconds = 60;
    private const int StripSamples = 5000;

    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    /// <returns>Messages that were acknowledged and did not arrive, or never were acknowledged.</returns>
    public static long Run(int devices, TimeSpan duration, string documentPath, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        string document = File.ReadAllText(documentPath);
        using PrivateBroker broker = PrivateBroker.Start();
        using MqttSession subscriber = Session(broker.Port, "fleet-subscriber", 100_000);
        subscriber.Subscribe("edgeecg/#");
        while (subscriber.State is not MqttSessionState.Connected)
        {
            subscriber.Poll(Turn);
        }

        long received = 0;
        bool done = false;
        Thread listening = new(() => Listen(subscriber, ref received, ref done));
        listening.Start();
        FleetDevice[] fleet = [.. Enumerable.Range(0, devices).Select(i => new FleetDevice(
            Session(broker.Port, $"fleet-{i}", 256), MessagesOf(document, i), i))];
        TimeSpan cpuBefore = Environment.CpuUsage.TotalTime;
        TimeSpan brokerBefore = broker.CpuTime;
        long since = TimeProvider.System.GetTimestamp();
        Drive(fleet, duration);
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        double brokerCpu = 100 * (broker.CpuTime - brokerBefore) / took;
        double ownCpu = 100 * (Environment.CpuUsage.TotalTime - cpuBefore) / took;
        long sent = fleet.Sum(d => d.Sent);
        WaitFor(() => Interlocked.Read(ref received) >= sent);
        Volatile.Write(ref done, true);
        listening.Join();
        long acknowledged = fleet.Sum(d => d.Session.Counters.Delivered);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{devices} devices for {took.TotalSeconds:0} s: {sent} messages sent"
            + $" ({sent / took.TotalSeconds:0}/s), {acknowledged} acknowledged,"
            + $" {received} received, {sent - received} lost;"
            + $" mosquitto {brokerCpu:0} % of one core, devices and subscriber {ownCpu:0} %"));
        foreach (FleetDevice device in fleet)
        {
            device.Dispose();
        }

        return (sent - received) + (sent - acknowledged);
    }

    private static MqttSession Session(int port, string clientId, int maxReceived)
    {
        MqttOptions options =
            new() { Host = "127.0.0.1", Port = port, ClientId = clientId, MaxReceived = maxReceived };
        return new MqttSession(
            new MosquittoLink(options, TimeProvider.System),
            new MqttSessionOptions { MaxReceived = maxReceived }, null, TimeProvider.System, new Random(1));
    }

    private static void Listen(MqttSession subscriber, ref long received, ref bool done)
    {
        while (!Volatile.Read(ref done))
        {
            subscriber.Poll(Turn);
            while (subscriber.TryDequeue(out MqttLinkEvent happened))
            {
                Interlocked.Add(ref received, happened.Message is null ? 0 : 1);
            }
        }
    }

    // Two threads, as the machine has two cores.
    private static void Drive(FleetDevice[] fleet, TimeSpan duration)
    {
        Thread[] threads = [.. fleet.Chunk((fleet.Length + 1) / 2).Select(part => new Thread(() =>
        {
            using ManualResetEventSlim never = new();
            long since = TimeProvider.System.GetTimestamp();
            TimeSpan at;
            while ((at = TimeProvider.System.GetElapsedTime(since)) < duration || part.Any(d => d.IsBusy))
            {
                foreach (FleetDevice device in part)
                {
                    device.Step(at, at < duration);
                }

                TimeSpan used = TimeProvider.System.GetElapsedTime(since) - at;
                never.Wait(used < Turn ? Turn - used : TimeSpan.Zero);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }
    }

    private static void WaitFor(Func<bool> reached)
    {
        using ManualResetEventSlim never = new();
        long since = TimeProvider.System.GetTimestamp();
        while (!reached() && TimeProvider.System.GetElapsedTime(since) < DrainLimit)
        {
            never.Wait(Turn);
        }
    }

    private static (MqttMessage Message, int EverySeconds)[] MessagesOf(string document, int device)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"fleet-{device}");
        DeviceTopics topics = new("edgeecg", id);
        EventId eventId = new(id, "b00t", 1);
        return
        [
            (OutgoingMessages.From(topics, Example(document, "state", MessageJson.Default.StateMessage)),
                StateEverySeconds),
            (OutgoingMessages.From(topics, Example(document, "health", MessageJson.Default.HealthMessage)),
                HealthEverySeconds),
            (OutgoingMessages.From(topics, Example(document, "event", MessageJson.Default.EventMessage)),
                EventEverySeconds),
            (OutgoingMessages.From(topics, Strip(document, eventId)), EventEverySeconds),
        ];
    }

    private static StripMessage Strip(string document, EventId id)
    {
        float[] lead = [.. Enumerable.Range(0, StripSamples).Select(i => 500f * MathF.Sin(i * 0.05f))];
        return Example(document, "strip", MessageJson.Default.StripMessage) with
        {
            EventId = id, Samples = StripSamples,
            Channels = [StripChannel.FromMicrovolts("I", lead), StripChannel.FromMicrovolts("II", lead)],
        };
    }

    private static T Example<T>(string document, string section, JsonTypeInfo<T> type)
    {
        Match example = Regex.Match(
            document, $"\n## `{section}`\n.*?```json\n(.*?)```", RegexOptions.Singleline);
        return JsonSerializer.Deserialize(example.Groups[1].Value, type)!;
    }
}
