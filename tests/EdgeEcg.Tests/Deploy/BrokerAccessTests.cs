using System.Globalization;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Mqtt;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// deploy/broker on a real mosquitto: who gets in, and a device that tries to read and write what is not its
/// own.
/// </summary>
public sealed class BrokerAccessTests(ITestOutputHelper output)
{
    private static readonly string[] Levels =
    [
        "status", "info", "health", "state", "event", "alarm/test", "strip/1", "history/event",
        "rsp/identify", "cmd/identify",
    ];

    private static readonly string[] Topics =
    [
        .. Levels.Select(l => $"edgeecg/bench/{l}"), .. Levels.Select(l => $"edgeecg/ward-2/{l}"),
        "homeassistant/device/bench/config", "homeassistant/device/ward-2/config", "homeassistant/status",
        "edgeecg/bench2/state", "edgeecg/fleet", "edgeecg-claim/bench/request", "spBv1.0/g/NDATA/bench",
        "spBv1.0/g/NDATA/ward-2", "spBv1.0/g/NCMD/bench", "spBv1.0/g/NCMD/ward-2", "other/topic",
    ];

    [Fact]
    public async Task Each_role_reads_and_writes_what_docs_broker_md_says_and_nothing_else()
    {
        using BrokerUnderTest test = await BrokerUnderTest.Start();
        (string Role, MqttOptions Options, string Last)[] roles =
        [
            ("device, certificate", test.WithCertificate("bench"), "edgeecg/bench/cmd/last"),
            ("device, password", test.WithPassword("bench"), "edgeecg/bench/cmd/last"),
            ("dashboard", test.WithPassword("dashboard"), "edgeecg/bench/cmd/last"),
            ("homeassistant", test.WithPassword("homeassistant"), "edgeecg/bench/cmd/last"),
            ("viewer", test.WithPassword("viewer"), "edgeecg/bench/cmd/last"),
        ];

        List<string[]> columns = [];
        foreach ((string role, MqttOptions options, string last) in roles)
        {
            columns.Add([role, .. Access(test, options, last)]);
        }

        string table = Table(columns);
        output.WriteLine(table);
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "broker.md"));
        Assert.Contains(table, document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_valid_certificate_or_password_gets_in_and_a_revoked_device_is_out()
    {
        using BrokerUnderTest test = await BrokerUnderTest.Start();
        using TemporaryFolder folder = new();
        using TestAuthority stranger = new(folder.Path, "stranger");
        (string certificate, string key) = stranger.Issue("bench");
        MqttOptions foreign = test.WithCertificate("bench") with
        {
            Tls = new MqttTls { CaFile = test.CaFile, CertificateFile = certificate, KeyFile = key },
        };

        MqttLinkEvent? good = BrokerPeerUnderTest.Refusal(test.WithCertificate("bench"));
        MqttLinkEvent? none = BrokerPeerUnderTest.Refusal(test.WithCertificate(null));
        MqttLinkEvent? wrongClient = BrokerPeerUnderTest.Refusal(foreign);
        MqttLinkEvent? wrongServer =
            BrokerPeerUnderTest.Refusal(test.WithCertificate("bench", stranger.CaFile));
        MqttLinkEvent? serverAsClient = BrokerPeerUnderTest.Refusal(test.WithCertificate("127.0.0.1"));
        MqttLinkEvent? wrongPassword =
            BrokerPeerUnderTest.Refusal(test.WithPassword("dashboard", "wrong"));
        await test.Ca("revoke bench");
        await test.Install();
        test.Restart();
        MqttLinkEvent? revoked = BrokerPeerUnderTest.Refusal(test.WithCertificate("bench"));
        await test.Ca("device bench");
        MqttLinkEvent? renewed = BrokerPeerUnderTest.Refusal(test.WithCertificate("bench"));

        Assert.Null(good);
        Assert.Equal(MqttFailure.TlsUntrusted, wrongServer?.Failure);
        Assert.Equal(MqttFailure.NotAuthorized, wrongPassword?.Failure);
        Assert.All([none, wrongClient, serverAsClient, revoked], e => Assert.True(
            e?.Failure is MqttFailure.TlsRefusedByBroker or MqttFailure.ConnectionLost
                or MqttFailure.TlsHandshake,
            $"{e}"));
        Assert.Null(renewed);
    }

    [Fact]
    public async Task Keys_are_for_their_owner_alone_and_wrong_ids_and_roles_are_refused()
    {
        using TemporaryFolder folder = new();
        string ca = Path.Combine(TestData.RepositoryRoot, "deploy", "broker", "ca") + " --dir ca";
        await Command.Run($"{ca} init && {ca} device bench", folder.Path);
        await Command.Run(
            "openssl ecparam -name prime256v1 -genkey -noout -out own.key"
            + " && openssl req -new -key own.key -subj /CN=dashboard -out own.csr", folder.Path);

        Command csr = await Command.Run(
            $"{ca} device ward-2 own.csr && openssl x509 -in ca/issued/ward-2.pem -noout -subject",
            folder.Path);
        Command[] refused =
        [
            await Command.Run($"{ca} device dashboard", folder.Path),
            await Command.Run($"{ca} device 'a/#'", folder.Path),
            await Command.Run($"{ca} device ward-3 ca/ca.pem", folder.Path),
            await Command.Run($"{ca} server 'a;b'", folder.Path),
        ];
        Command again = await Command.Run($"{ca} init", folder.Path);

        // The subject is what the technician said, not what the device asked for.
        Assert.True(csr.ExitCode == 0, csr.Errors);
        Assert.Contains("CN = ward-2", csr.Output.Replace("CN=", "CN = "), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("ca/issued/ward-2.key")));
        Assert.All(refused, r => Assert.Equal(2, r.ExitCode));
        Assert.Equal(1, again.ExitCode);
        Command modes = await Command.Run("stat -c %a ca/ca.key ca/issued/bench.key", folder.Path);
        Assert.Equal("600\n600\n", modes.Output);
    }

    private static IEnumerable<string> Access(BrokerUnderTest test, MqttOptions options, string last)
    {
        using BrokerPeerUnderTest peer = new(options);
        bool[] writes = [.. Topics.Select(peer.MayWrite)];
        using BrokerPeerUnderTest oracle = new(test.WithPassword("oracle"));
        peer.Subscribe();
        Assert.All([.. Topics, last], topic => Assert.True(oracle.MayWrite(topic)));
        HashSet<string> reads = peer.ReadUntil(last);
        string systems = reads.Any(t => t.StartsWith("$SYS", StringComparison.Ordinal)) ? "read" : "–";
        return
        [
            .. Topics.Select((topic, i) => (reads.Contains(topic), writes[i]) switch
            {
                (true, true) => "read, write",
                (true, false) => "read",
                (false, true) => "write",
                _ => "–",
            }),
            systems,
        ];
    }

    private static string Table(List<string[]> columns)
    {
        List<string> lines =
        [
            "| topic | " + string.Join(" | ", columns.Select(c => c[0])) + " |",
            "| --- |" + string.Concat(Enumerable.Repeat(" --- |", columns.Count)),
        ];
        string[] topics = [.. Topics, "$SYS/#"];
        for (int i = 0; i < topics.Length; i++)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| `{topics[i]}` | {string.Join(" | ", columns.Select(c => c[i + 1]))} |"));
        }

        return string.Join('\n', lines);
    }
}
