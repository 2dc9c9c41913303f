using System.Net.Sockets;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// The way to the broker from below: name, port, certificates, then MQTT itself. Each step needs the one
/// before it, so that the first that fails is the one to mend.
/// </summary>
internal sealed class BrokerChecks(MonitorConfiguration configuration, TimeProvider time) : ICheckGroup
{
    private const string Network = "network";
    private const string Broker = "broker";
    private const string Dns = "DNS";
    private const string Tcp = "TCP";
    private const string Tls = "TLS";
    private const string Login = "login";
    private const string Rights = "publish rights";

    private static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MqttLimit = TimeSpan.FromSeconds(30);

    private readonly MqttConfiguration _mqtt = configuration.Mqtt;
    private readonly BrokerHost _host = new(configuration.Mqtt.Host, configuration.Mqtt.Port);
    private readonly BrokerConversation _broker = new(configuration, time);

    public IEnumerable<Check> Checks =>
    [
        new(Network, Dns, ShortLimit, _host.Resolve, "check the name server (resolvectl status)"),
        new(Network, Tcp, MqttLimit, _host.Reach, "check the network") { Needs = [Dns] },
        new(Network, "device certificate", ShortLimit, DeviceCertificate,
            "let the device enrol again (edgeecg provision)"),
        new(Network, Tls, ShortLimit, Certificates, "check mqtt.tls.ca_file and mqtt.port") { Needs = [Tcp] },
        new(Broker, Login, MqttLimit, _broker.LogIn, "sudo apt-get install libmosquitto1")
        {
            Needs = [Tcp, Tls],
        },
        new(Broker, Rights, MqttLimit, _broker.PublishEvent, "") { Needs = [Login] },
        new(Broker, "test alarm", MqttLimit, _broker.SendTestAlarm, "") { Needs = [Login] },
    ];

    public void Dispose() => _broker.Dispose();

    private Finding DeviceCertificate() => _mqtt.Tls?.CertificateFile is null
        ? Finding.Skip("the configuration names none")
        : CertificateLook.OfDevice(_mqtt.Tls, time.GetUtcNow());

    private Finding Certificates()
    {
        if (_mqtt.Tls is null)
        {
            return Finding.Skip("mqtt.tls.enabled is false");
        }

        try
        {
            using Socket socket = _host.Connect();
            return CertificateLook.OfBroker(socket, _mqtt.Host, _mqtt.Tls, time.GetUtcNow());
        }
        catch (SocketException gone)
        {
            return Finding.Fail(gone.Message, "check that the broker stays up");
        }
    }
}
