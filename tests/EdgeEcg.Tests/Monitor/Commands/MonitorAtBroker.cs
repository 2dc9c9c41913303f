using System.Text.Json.Nodes;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Commands;

/// <summary>A monitor in this process, a simulated chip, a real broker, and somebody who listens.</summary>
internal sealed class MonitorAtBroker : IDisposable
{
    private const int RateSps = 500;

    private readonly MosquittoBroker _broker;
    private readonly TemporaryFolder? _ownFolder;
    private readonly ChipSource _source;
    private readonly Publisher _publisher;
    private readonly HeartMonitor _monitor;
    private bool _stopped;

    private MonitorAtBroker(
        MosquittoBroker broker, double speed, string extra, string? folder, ChipSource? source = null)
    {
        _broker = broker;
        _ownFolder = folder is null ? new TemporaryFolder() : null;
        Folder = folder ?? _ownFolder!.Path;
        Listener = new BrokerClient(broker.Port, "edgeecg/bench/#", "homeassistant/#");
        MonitorConfiguration configuration = ConfigurationFile.Parse(
            "the test's configuration",
            $"version: 1\ndevice:\n  id: bench\nsource:\n  kind: simulated\nmqtt:\n  host: 127.0.0.1\n"
            + $"  port: {broker.Port}\nstorage:\n  folder: {Folder}\n{extra}");
        _source = source ?? ChipSource.Simulate(Wearer(), speed, TimeProvider.System);
        string bootId = BootId = MonitorLink.NewBootId();
        _publisher = MonitorLink.Create(configuration.Mqtt, configuration.Device.Id, bootId, test: true);
        DeviceBoard board = DeviceBoard.OfKernel(configuration.Board);
        _monitor = new HeartMonitor(
            configuration, new SampleIntake(_source, configuration.Source), DefaultModel.Load(), _publisher,
            board, bootId, TimeProvider.System, new StateFolder(configuration.Storage.Folder));
        Remote = new RemoteControl(
            configuration, _monitor, _publisher, new LogLevelSwitch(),
            new IdentifyLight(board.Light, TimeProvider.System), null, TimeProvider.System);
        _monitor.Parts.Commands = Remote.Counters;
        _publisher.Start();
        _monitor.Start();
        Remote.Start();
        Listener.WaitFor(m => m.Topic == "edgeecg/bench/status");
    }

    public RemoteControl Remote { get; }

    public BrokerClient Listener { get; }

    public string BootId { get; }

    /// <summary>What outlives a restart.</summary>
    public string Folder { get; }

    public int Port => _broker.Port;

    public bool HasStoredBaseline => File.Exists(new BaselineStore(Folder).FilePath);

    /// <param name="speed">Of the signal, times real time.</param>
    /// <param name="extra">More of the configuration.</param>
    public static MonitorAtBroker Start(double speed = 20, string extra = "") =>
        new(MosquittoBroker.Start(), speed, extra, null);

    /// <summary>One that goes on with what an earlier one left.</summary>
    public static MonitorAtBroker StartIn(string folder, double speed, string extra = "") =>
        new(MosquittoBroker.Start(), speed, extra, folder);

    /// <param name="source">Becomes this object's own.</param>
    public static MonitorAtBroker Start(ChipSource source) =>
        new(MosquittoBroker.Start(), speed: 0, "", null, source);

    /// <summary>The electrodes of the wearer of all these tests.</summary>
    public static SyntheticSource Wearer() => new(
        new SyntheticEcg(new SampleRate(RateSps), new SyntheticEcgSettings(), SyntheticScript.Demo),
        long.MaxValue);

    /// <param name="broker">Becomes this object's own.</param>
    public static MonitorAtBroker Start(MosquittoBroker broker) => new(broker, 20, "", null);

    /// <summary>Sends a command as a 3.1.1 client would, and waits for its reply.</summary>
    public JsonNode Ask(string verb, string payload)
    {
        string topic = $"edgeecg/bench/rsp/{verb}";
        int before = Listener.Count(topic);
        Listener.Publish($"edgeecg/bench/cmd/{verb}", payload);
        return JsonNode.Parse(Listener.WaitForNumber(topic, before + 1))!;
    }

    /// <summary>A message as the link would give it, with what only MQTT 5 carries.</summary>
    public void Deliver(MqttReceivedMessage message) => _publisher.Received!(message);

    public void WaitForSample(long index)
    {
        while (_monitor.Monitor.Last.SampleIndex < index)
        {
            Listener.Listen();
        }
    }

    /// <summary>The device ends; broker and listener go on, and the folder stays.</summary>
    public void Stop()
    {
        if (!_stopped)
        {
            _stopped = true;
            Remote.Dispose();
            _monitor.Dispose();
            _publisher.Dispose();
            _source.Dispose();
        }
    }

    public void Dispose()
    {
        Stop();
        Listener.Dispose();
        _broker.Dispose();
        _ownFolder?.Dispose();
    }
}
