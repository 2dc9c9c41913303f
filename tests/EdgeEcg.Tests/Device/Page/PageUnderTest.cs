using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device;
using EdgeEcg.Device.Page;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>
/// The page of a daemon in this process: simulated chip, shipped model, and no broker, which the page does
/// not need.
/// </summary>
internal sealed class PageUnderTest : IDisposable
{
    private const int RateSps = 500;

    // Nothing listens on the discard port of this machine.
    private const int NoBroker = 9;

    private readonly ChipSource _source;
    private readonly Publisher _publisher;
    private readonly HeartMonitor _monitor;
    private readonly PageServer _server;

    private PageUnderTest(
        MonitorConfiguration configuration, double speed, string recordings, SyntheticScript script)
    {
        SampleRate rate = new(RateSps);
        SyntheticEcg ecg = new(rate, new SyntheticEcgSettings(), script);
        _source = ChipSource.Simulate(
            new SyntheticSource(ecg, long.MaxValue), speed, TimeProvider.System);
        string bootId = MonitorLink.NewBootId();
        _publisher = MonitorLink.Create(configuration.Mqtt, configuration.Device.Id, bootId, test: true);
        ModelPackage model = DefaultModel.Load();
        _monitor = new HeartMonitor(
            configuration, new SampleIntake(_source, configuration.Source), model, _publisher,
            DeviceBoard.OfKernel(configuration.Board), bootId, TimeProvider.System);
        Feed = new PageFeed(configuration, code => _monitor.TryAcknowledge(code, "the test"));
        (_publisher.Watcher, _monitor.Watcher) = (Feed, Feed);
        PageDocuments documents = new(model, recordings, TimeProvider.System);
        MonitorOnPage asked = new(configuration, _monitor, Feed, TimeProvider.System);
        PageDoctor doctor = new(asked.Checks, TimeProvider.System);
        _server = PageServer.Start(configuration.Page, Feed, documents, doctor);
        _publisher.Start();
        _monitor.Start();
    }

    public PageFeed Feed { get; }

    public string Address => _server.Address;

    /// <summary>Samples analysed so far.</summary>
    public long Samples => _monitor.Monitor.Last.SampleIndex;

    /// <param name="speed">Of the signal, times real time.</param>
    /// <param name="port">0: any.</param>
    /// <param name="passwordFile">None: no password.</param>
    /// <param name="tokenFile">None: no token.</param>
    /// <param name="recordings">Folder of what was recorded; none: nothing was.</param>
    /// <param name="script">What happens to the wearer; none: the demonstration.</param>
    public static PageUnderTest Start(
        double speed,
        int port = 0,
        string? passwordFile = null,
        string? tokenFile = null,
        string recordings = "",
        SyntheticScript? script = null)
    {
        MonitorConfiguration configuration = ConfigurationFile.Parse(
            "the test's configuration",
            $"version: 1\ndevice:\n  id: bench\nsource:\n  kind: simulated\n"
            + $"mqtt:\n  host: 127.0.0.1\n  port: {NoBroker}\npublish:\n  state_interval_s: 1\n"
            + "recording:\n  enabled: false\n"
            + $"page:\n  enabled: true\n  port: {port}\n"
            + (passwordFile is null ? "" : $"  password_file: {passwordFile}\n")
            + (tokenFile is null ? "" : $"  token_file: {tokenFile}\n"));
        return new PageUnderTest(configuration, speed, recordings, script ?? SyntheticScript.Demo);
    }

    /// <summary>The device raises a test alarm.</summary>
    public void RaiseAlarm() => _monitor.TryAsk(() =>
        _monitor.Monitor.Technical.Raise(EventCodes.Test, null, _monitor.Monitor.Last.SampleIndex));

    /// <summary>And ends it.</summary>
    public void EndAlarm() => _monitor.TryAsk(() => _monitor.Alarms.End(EventCodes.Test, null));

    public void Dispose()
    {
        _server.Dispose();
        _monitor.Dispose();
        _publisher.Dispose();
        _source.Dispose();
    }
}
