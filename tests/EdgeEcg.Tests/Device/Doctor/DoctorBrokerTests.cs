using EdgeEcg.Device.Doctor;
using EdgeEcg.Tests.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>What stands between a device and a real broker: certificates, passwords, rights.</summary>
public sealed class DoctorBrokerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority;

    public DoctorBrokerTests() => _authority = new TestAuthority(_folder.Path, "authority");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_broker_of_the_right_authority_is_ok_with_the_day_on_which_its_certificate_ends()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server", validToDays: 90));

        IReadOnlyList<CheckResult> results = Look(broker.Port, _authority.CaFile);

        CheckResult tls = DoctorBench.Named(results, "TLS");
        Assert.Equal(CheckVerdict.Ok, tls.Verdict);
        Assert.Contains("CN=server signed by CN=authority, until ", tls.Found, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Ok, DoctorBench.Named(results, "test alarm").Verdict);
    }

    [Fact]
    public void A_broker_of_another_authority_is_refused_and_the_login_is_not_tried()
    {
        using TestAuthority other = new(_folder.Path, "other");
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"));

        AssertFailsAt("TLS", Look(broker.Port, other.CaFile), "mqtt.tls.ca_file");
    }

    [Fact]
    public void An_expired_certificate_of_the_broker_is_named_with_its_owner()
    {
        using MosquittoBroker broker =
            TlsBroker(_authority.Issue("server", validFromDays: -20, validToDays: -10));

        CheckResult tls = AssertFailsAt("TLS", Look(broker.Port, _authority.CaFile), "expired");

        Assert.Contains("CN=server", tls.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_for_another_name_is_told_from_one_of_another_authority()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server", host: "broker.elsewhere"));

        AssertFailsAt("TLS", Look(broker.Port, _authority.CaFile), "set mqtt.host to a name");
    }

    [Fact]
    public void A_certificate_that_soon_ends_is_a_warning()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server", validToDays: 12));

        CheckResult tls = DoctorBench.Named(Look(broker.Port, _authority.CaFile), "TLS");

        Assert.Equal(CheckVerdict.Warning, tls.Verdict);
        Assert.Contains("renew the broker's certificate", tls.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expired_certificate_of_the_device_is_found_before_the_broker_refuses_it()
    {
        (string certificateFile, string keyFile) =
            _authority.Issue("bench", validFromDays: -20, validToDays: -10);
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"));

        IReadOnlyList<CheckResult> results = Look(
            broker.Port, _authority.CaFile, $"    certificate_file: {certificateFile}",
            $"    key_file: {keyFile}");

        CheckResult own = DoctorBench.Named(results, "device certificate");
        Assert.Equal(CheckVerdict.Failed, own.Verdict);
        Assert.Contains("edgeecg provision", own.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_password_fails_at_the_login_and_says_which_keys_to_look_at()
    {
        File.WriteAllText(_folder.File("password"), "not-it\n");
        using MosquittoBroker broker =
            MosquittoBroker.Start(folder => MosquittoBroker.WithPassword(folder, "ecg", "right"));
        using DoctorBench bench = new(
            broker.Port, "username: ecg", $"password_file: {_folder.File("password")}");

        AssertFailsAt("login", Broker(bench), "mqtt.password_file");
    }

    [Fact]
    public void A_device_that_may_not_write_its_events_is_told_the_topic_and_the_right()
    {
        File.WriteAllText(_folder.File("acl"), "topic readwrite edgeecg/bench/alarm/#\n");
        using MosquittoBroker broker =
            MosquittoBroker.Start("allow_anonymous true", $"acl_file {_folder.File("acl")}");
        using DoctorBench bench = new(broker.Port);

        IReadOnlyList<CheckResult> results = Broker(bench);

        CheckResult rights = AssertFailsAt("publish rights", results, "ACL");
        Assert.Contains("edgeecg/bench/event", rights.Found, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Ok, DoctorBench.Named(results, "test alarm").Verdict);
    }

    [Fact]
    public void A_device_that_may_not_read_its_own_alarm_is_told_so_and_leaves_none_behind()
    {
        File.WriteAllText(_folder.File("acl"), """
            topic write edgeecg/#
            user dashboard
            topic readwrite #
            """);
        using MosquittoBroker broker =
            MosquittoBroker.Start("allow_anonymous true", $"acl_file {_folder.File("acl")}");
        using DoctorBench bench = new(broker.Port);

        AssertFailsAt("test alarm", Broker(bench), "read edgeecg/bench/alarm/test");
    }

    private static CheckResult AssertFailsAt(string name, IReadOnlyList<CheckResult> results, string word)
    {
        CheckResult failed = Assert.Single(results, result => result.Verdict == CheckVerdict.Failed);
        Assert.Equal(name, failed.Name);
        Assert.Contains(word, failed.Found + failed.Remedy, StringComparison.Ordinal);
        return failed;
    }

    private static IReadOnlyList<CheckResult> Broker(DoctorBench bench) =>
        DoctorBench.Run([new BrokerChecks(bench.Configuration, TimeProvider.System)]);

    private static MosquittoBroker TlsBroker((string CertificateFile, string KeyFile) server) =>
        MosquittoBroker.Start(
            "allow_anonymous true", $"certfile {server.CertificateFile}", $"keyfile {server.KeyFile}");

    private static IReadOnlyList<CheckResult> Look(int port, string caFile, params string[] more)
    {
        using DoctorBench bench = new(port, ["tls:", "    enabled: true", $"    ca_file: {caFile}", .. more]);
        return Broker(bench);
    }
}
