using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary>
/// The whole job on one machine: a private broker, a simulated chip, the daemon as it runs on a device, and a
/// subscriber that prints what arrives. Ends with a summary.
/// </summary>
internal sealed class Demonstration
{
    public const string DeviceId = "demo";

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(10);

    private readonly List<ReceivedEvent> _received = [];
    private readonly ModelPackage _package;
    private readonly Truth? _truth;
    private readonly int _rateSps;

    /// <param name="package">The model.</param>
    /// <param name="truth">What really happens; none where nobody knows.</param>
    /// <param name="rateSps">Of the simulated chip.</param>
    public Demonstration(ModelPackage package, Truth? truth, int rateSps)
    {
        _package = package;
        _truth = truth;
        _rateSps = rateSps;
    }

    /// <returns>False where an event was told and did not arrive.</returns>
    public bool Run(ChipSource source, CancellationToken cancellation)
    {
        using PrivateBroker broker = PrivateBroker.Start();
        MonitorConfiguration configuration = Configuration(broker.Port, _rateSps);
        string bootId = MonitorLink.NewBootId();
        using EventSubscriber subscriber =
            new(new DeviceTopics(configuration.Mqtt.BaseTopic, DeviceId), broker.Port);
        if (!subscriber.Start(ConnectLimit))
        {
            throw new EnvironmentException("the private broker did not let a subscriber in");
        }

        using Publisher publisher = MonitorLink.Create(configuration.Mqtt, DeviceId, bootId, test: true);
        using HeartMonitor monitor =
            new(configuration, new SampleIntake(source, configuration.Source), _package, publisher,
                DeviceBoard.OfKernel(configuration.Board), bootId, TimeProvider.System);
        publisher.Start();
        monitor.Start();
        Console.WriteLine(
            "  signal   event              score  reasons                           R peak to subscriber");
        while (!monitor.WaitForEnd(LookEvery) && !cancellation.IsCancellationRequested)
        {
            PrintArrivals(subscriber);
        }

        bool delivered = publisher.Flush(DeliveryLimit) && WaitForArrivals(subscriber, monitor.Events);
        Summarise(monitor, subscriber);
        return delivered;
    }

    private static MonitorConfiguration Configuration(int port, int rateSps) => ConfigurationFile.Parse(
        "the demonstration's configuration",
        $"version: 2\ndevice:\n  id: {DeviceId}\nsource:\n  kind: simulated\n  rate_sps: {rateSps}\n"
        + $"mqtt:\n  host: 127.0.0.1\n  port: {port}\nrecording:\n  enabled: false\n");

    private bool WaitForArrivals(EventSubscriber subscriber, long events)
    {
        long since = TimeProvider.System.GetTimestamp();
        using ManualResetEventSlim never = new();
        while (_received.Count < events && TimeProvider.System.GetElapsedTime(since) < DeliveryLimit)
        {
            never.Wait(LookEvery);
            PrintArrivals(subscriber);
        }

        return _received.Count >= events;
    }

    private void PrintArrivals(EventSubscriber subscriber)
    {
        while (subscriber.TryTake(out ReceivedEvent received))
        {
            _received.Add(received);
            EventMessage told = received.Message;
            TimeSpan at = TimeSpan.FromSeconds((double)told.SampleIndex / _rateSps);
            string score = told.Score is { } s
                ? s.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "-";
            Console.WriteLine(
                $"  {at:mm\\:ss\\.f}  {told.Code,-16}  {score,6}  {string.Join('+', told.Reasons),-32}  "
                + $"{received.LatencyMs,5:0} ms");
        }
    }

    private void Summarise(HeartMonitor monitor, EventSubscriber subscriber)
    {
        long[] heart = [.. _received.Where(r => r.Message.Kind == EventKind.Physiological)
            .Select(r => r.Message.SampleIndex)];
        AnomalyMonitor seen = monitor.Monitor;
        Console.WriteLine();
        Console.WriteLine(
            $"beats      {seen.Beats} found, {seen.BeatsScored} scored after learning the wearer's normal, "
            + $"{seen.BeatsAbnormal} abnormal");
        Console.WriteLine(
            $"events     {monitor.Events} told, {_received.Count} received, {subscriber.Strips} strips");
        if (_truth is not null)
        {
            // Nothing is scored while the wearer's normal is being learned, so nothing can be missed there.
            long from = seen.FirstScoredSampleIndex;
            int count = _truth.Count(from);
            int found = _truth.Found(heart, from);
            Console.WriteLine($"truth      {count} abnormal episodes after learning, "
                + $"{found} found, {count - found} missed, "
                + $"{_truth.Unexplained(heart)} events without one");
        }

        double[] latencies =
            [.. _received.Where(r => r.Message.Score is not null).Select(r => r.LatencyMs).Order()];
        if (latencies.Length > 0)
        {
            Console.WriteLine(
                $"latency    R peak to subscriber: median {latencies[latencies.Length / 2]:0} ms, "
                + $"p99 {latencies[(int)(0.99 * (latencies.Length - 1))]:0} ms "
                + "(waiting for signal, in its time, plus analysis and delivery, by the clock)");
        }

        Console.WriteLine(
            $"lost       {monitor.SamplesDropped} samples, {monitor.Events - _received.Count} events");
        Console.WriteLine("EdgeEcg is not a medical device: nothing here is for diagnosis.");
    }
}
