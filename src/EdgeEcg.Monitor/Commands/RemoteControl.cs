using EdgeEcg.Core;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Models;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// What a device can be told from afar, put together: the desk with its commands, and Home Assistant's
/// greeting. Subscribes at the publisher, so make it before the publisher starts.
/// </summary>
public sealed class RemoteControl : IDisposable
{
    private readonly CommandDesk _desk;
    private readonly HomeAssistantBirth? _birth;
    private readonly StripExporter _strips;

    /// <param name="configuration">Names the topics.</param>
    /// <param name="monitor">Does most of it.</param>
    /// <param name="publisher">Hears the commands and delivers the replies.</param>
    /// <param name="logging">For log_level.</param>
    /// <param name="light">For identify.</param>
    /// <param name="models">For reload_model and model_install; none: they are refused.</param>
    /// <param name="time">The machine's clock.</param>
    public RemoteControl(
        MonitorConfiguration configuration, HeartMonitor monitor, Publisher publisher,
        LogLevelSwitch logging, IdentifyLight light, ModelInUse? models, TimeProvider time)
    {
        TestAlarmCommand testAlarm = new(monitor, time);
        BaselineCommands baseline = new(monitor);
        _strips = new StripExporter(
            monitor, new HeldStrips(monitor, new SampleRate(configuration.Source.RateSps)),
            new RecordedStrips(configuration));
        RemoteCommand[] commands =
        [
            new AcknowledgeCommand(monitor).Command,
            new IdentifyCommand(monitor, light).Command,
            new RefreshCommand(monitor, publisher).Command,
            new LogLevelCommand(logging).Command,
            testAlarm.Command,
            new ExportStripCommand(_strips).Command,
            baseline.Confirm,
            baseline.Reset,
            new ReloadModelCommand(models).Command,
            new ModelInstallCommand(models).Command,
        ];
        if (configuration.Mqtt.Discovery)
        {
            // Apart for each device, so that a fleet does not answer in chorus.
            Random random = new(string.GetHashCode(configuration.Device.Id, StringComparison.Ordinal));
            _birth = new HomeAssistantBirth(
                configuration.Mqtt.DiscoveryPrefix, () => monitor.TryAsk(monitor.PostDescription), random,
                time);
            publisher.Subscribe(_birth.Topic);
        }

        _desk = new CommandDesk(monitor.Topics, commands, monitor.Messages, m => publisher.Post(m), () =>
        {
            light.Tick();
            testAlarm.Tick();
            _birth?.Tick();
            models?.Tick(monitor);
        }, monitor.Log);
        publisher.Subscribe(monitor.Topics.Commands);
        publisher.Received = Take;
    }

    public CommandCounters Counters => _desk.Counters;

    public void Start()
    {
        _desk.Start();
        _strips.Start();
    }

    public void Dispose()
    {
        _desk.Dispose();
        _strips.Dispose();
    }

    private void Take(MqttReceivedMessage message)
    {
        if (message.Topic == _birth?.Topic)
        {
            _birth.Take(message);
        }
        else
        {
            _desk.Offer(message);
        }
    }
}
