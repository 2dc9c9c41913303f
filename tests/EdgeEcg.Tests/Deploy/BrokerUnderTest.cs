using System.Net;
using System.Net.Sockets;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Mqtt;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// deploy/broker as a technician sets it up: an authority, certificates, the installed files, and a real
/// mosquitto started from them, on free loopback ports.
/// </summary>
internal sealed class BrokerUnderTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private MosquittoBroker? _broker;

    private BrokerUnderTest()
    {
    }

    public int PasswordPort { get; private set; }

    /// <summary>Of the authority.</summary>
    public string CaFile => _folder.File("ca/ca.pem");

    private static string Scripts => Path.Combine(TestData.RepositoryRoot, "deploy", "broker");

    private string Installed => _folder.File("root/etc/mosquitto/edgeecg");

    public static async Task<BrokerUnderTest> Start()
    {
        BrokerUnderTest test = new();
        await test.Ca("init");
        await test.Ca("server 127.0.0.1 localhost");
        await test.Ca("device bench");
        await test.Install();

        // Somebody who may do everything, for the tests alone: sends what others must not hear.
        File.AppendAllText(Path.Combine(test.Installed, "edgeecg.acl"), "\nuser oracle\ntopic readwrite #\n");
        foreach (string user in new[] { "dashboard", "homeassistant", "viewer", "oracle", "bench" })
        {
            await test.Run(
                $"PATH=$PATH:/usr/bin mosquitto_passwd -b {test.Installed}/passwords {user} pass-{user}");
        }

        test._broker = MosquittoBroker.Start(_ => test.Settings());
        return test;
    }

    public void Dispose()
    {
        _broker?.Dispose();
        _folder.Dispose();
    }

    public Task<Command> Ca(string arguments) => Run($"{Scripts}/ca --dir ca {arguments}");

    public Task<Command> Install() => Run($"{Scripts}/install --ca ca --server 127.0.0.1 --root root");

    /// <summary>As systemctl restart does.</summary>
    public void Restart()
    {
        _broker!.Kill();
        _broker.Run();
    }

    /// <param name="name">Of a certificate of the authority; null: none is shown.</param>
    /// <param name="caFile">Of another authority that the client trusts.</param>
    public MqttOptions WithCertificate(string? name, string? caFile = null) =>
        Links.Options(_broker!.Port, $"c-{name}-{Guid.NewGuid():N}") with
        {
            Tls = new MqttTls
            {
                CaFile = caFile ?? CaFile,
                CertificateFile = name is null ? null : _folder.File($"ca/issued/{name}.pem"),
                KeyFile = name is null ? null : _folder.File($"ca/issued/{name}.key"),
            },
        };

    public MqttOptions WithPassword(string user, string? password = null) =>
        Links.Options(PasswordPort, $"p-{user}-{Guid.NewGuid():N}") with
        {
            Username = user, Password = password ?? $"pass-{user}", Tls = new MqttTls { CaFile = CaFile },
        };

    private string[] Settings()
    {
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            PasswordPort = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        string text = File.ReadAllText(_folder.File("root/etc/mosquitto/conf.d/edgeecg.conf"))
            .Replace("/etc/mosquitto/edgeecg", Installed, StringComparison.Ordinal)
            .Replace("listener 8884", $"listener {PasswordPort} 127.0.0.1", StringComparison.Ordinal);
        string[] lines = [.. text.Split('\n').Where(l => l.Length > 0 && l[0] != '#')];

        // The first listener is that of the fixture, on a port of its own.
        Assert.Contains("listener 8883", lines);
        string data = Directory.CreateDirectory(_folder.File("data")).FullName;
        return [.. lines.Where(l => l != "listener 8883"), $"persistence_location {data}/"];
    }

    private async Task<Command> Run(string command)
    {
        Command done = await Command.Run(command, _folder.Path);
        Assert.True(done.ExitCode == 0, $"{command}: {done.Errors}");
        return done;
    }
}
