using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>TLS and passwords against a real broker: who gets in, and what the others are told.</summary>
[Trait("suite", "contract")]
public abstract class MqttLinkTlsContract : IDisposable
{
    private readonly Func<MqttOptions, IMqttLink> _open;
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority;

    /// <param name="open">Makes the link under test.</param>
    protected MqttLinkTlsContract(Func<MqttOptions, IMqttLink> open)
    {
        _open = open;
        _authority = new TestAuthority(_folder.Path, "authority");
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Broker_signed_by_the_given_authority_is_trusted()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"));
        using IMqttLink link = TlsLink(broker, new MqttTls { CaFile = _authority.CaFile });

        link.Connect(MqttProtocol.V5, null);
        link.WaitFor(MqttLinkEventKind.Connected);

        Links.Publish(link, new MqttMessage("a", new byte[] { 1 }));
    }

    [Fact]
    public void Client_certificate_opens_a_broker_that_asks_for_one()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"), "require_certificate true");
        (string certificateFile, string keyFile) = _authority.Issue("device");
        MqttTls tls = new()
        {
            CaFile = _authority.CaFile, CertificateFile = certificateFile, KeyFile = keyFile,
        };
        using IMqttLink link = TlsLink(broker, tls);

        link.Connect(MqttProtocol.V5, null);

        link.WaitFor(MqttLinkEventKind.Connected);
    }

    [Fact]
    public void Broker_that_asks_for_a_client_certificate_refuses_one_without()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"), "require_certificate true");
        MqttTls tls = new() { CaFile = _authority.CaFile };

        MqttLinkEvent end = Attempt(broker, tls);

        // The reset of the broker's hang-up may overtake its alert; then the sentence has to give the hint.
        Assert.True(
            end.Failure is MqttFailure.TlsRefusedByBroker or MqttFailure.ConnectionLost, end.ToString());
        MqttOptions options = Links.Options(broker.Port, "tls") with { Tls = tls };
        string sentence = MqttFailureText.Sentence(end.Failure, options, end.Reason, end.Detail);
        Assert.Contains("client certificate", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_of_another_authority_is_untrusted_unless_asked_not_to_look()
    {
        using TestAuthority other = new(_folder.Path, "stranger");
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"));
        using IMqttLink careless = TlsLink(
            broker, new MqttTls { CaFile = other.CaFile, Insecure = true });

        MqttLinkEvent refusal = Attempt(broker, new MqttTls { CaFile = other.CaFile });
        careless.Connect(MqttProtocol.V5, null);

        Assert.Equal(MqttFailure.TlsUntrusted, refusal.Failure);
        Assert.Contains("certificate verify failed", refusal.Detail, StringComparison.Ordinal);
        careless.WaitFor(MqttLinkEventKind.Connected);
    }

    [Fact]
    public void Certificate_is_untrusted_where_only_the_systems_authorities_are_asked()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server"));

        Assert.Equal(MqttFailure.TlsUntrusted, Attempt(broker, new MqttTls()).Failure);
    }

    [Fact]
    public void Expired_certificate_is_told_apart()
    {
        using MosquittoBroker broker = TlsBroker(
            _authority.Issue("server", validFromDays: -20, validToDays: -10));

        Assert.Equal(
            MqttFailure.TlsExpired, Attempt(broker, new MqttTls { CaFile = _authority.CaFile }).Failure);
    }

    [Fact]
    public void Certificate_from_the_future_points_at_the_clock()
    {
        using MosquittoBroker broker = TlsBroker(
            _authority.Issue("server", validFromDays: 10, validToDays: 20));

        Assert.Equal(
            MqttFailure.TlsNotYetValid, Attempt(broker, new MqttTls { CaFile = _authority.CaFile }).Failure);
    }

    [Fact]
    public void Certificate_for_another_host_is_refused()
    {
        using MosquittoBroker broker = TlsBroker(_authority.Issue("server", host: "other.example"));

        Assert.Equal(
            MqttFailure.TlsWrongHostName,
            Attempt(broker, new MqttTls { CaFile = _authority.CaFile }).Failure);
    }

    [Fact]
    public void Tls_towards_a_port_without_it_fails_and_so_does_the_reverse()
    {
        using MosquittoBroker plain = MosquittoBroker.Start();
        using MosquittoBroker secure = TlsBroker(_authority.Issue("server"));
        using IMqttLink withoutTls = _open(Links.Options(secure.Port, "plain"));

        MqttFailure tlsToPlain = Attempt(plain, new MqttTls { CaFile = _authority.CaFile }).Failure;
        withoutTls.Connect(MqttProtocol.V5, null);
        MqttFailure plainToTls = withoutTls.WaitFor(MqttLinkEventKind.Disconnected).Failure;

        Assert.True(
            tlsToPlain is MqttFailure.TlsHandshake or MqttFailure.ConnectionLost, tlsToPlain.ToString());
        Assert.True(
            plainToTls is MqttFailure.ProtocolError or MqttFailure.ConnectionLost, plainToTls.ToString());
    }

    [Theory]
    [InlineData("missing.pem", null)]
    [InlineData("empty.pem", null)]
    [InlineData("authority.pem", "empty.pem")]
    public void File_that_cannot_be_used_ends_the_attempt_and_is_named(string caFile, string? clientFile)
    {
        File.WriteAllText(_folder.File("empty.pem"), "");
        using MosquittoBroker broker = MosquittoBroker.Start();
        string? client = clientFile is null ? null : _folder.File(clientFile);

        MqttLinkEvent end = Attempt(
            broker,
            new MqttTls { CaFile = _folder.File(caFile), CertificateFile = client, KeyFile = client });

        Assert.Equal(MqttFailure.TlsFileUnusable, end.Failure);
        Assert.Contains(clientFile ?? caFile, end.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Right_password_gets_in_and_a_wrong_or_missing_one_does_not()
    {
        using MosquittoBroker broker =
            MosquittoBroker.Start(folder => MosquittoBroker.WithPassword(folder, "monitor", "right"));

        MqttLinkEvent right = LogIn(broker, "monitor", "right");
        MqttLinkEvent wrong = LogIn(broker, "monitor", "wrong");
        MqttLinkEvent missing = LogIn(broker, null, null);

        Assert.Equal(MqttLinkEventKind.Connected, right.Kind);
        Assert.Equal(MqttFailure.NotAuthorized, wrong.Failure);
        Assert.Equal(MqttFailure.NotAuthorized, missing.Failure);
    }

    private MosquittoBroker TlsBroker(
        (string CertificateFile, string KeyFile) files, params string[] settings) =>
        MosquittoBroker.Start(
            [
                $"cafile {_authority.CaFile}", $"certfile {files.CertificateFile}",
                $"keyfile {files.KeyFile}",
                .. settings,
            ]);

    private IMqttLink TlsLink(MosquittoBroker broker, MqttTls tls) =>
        _open(Links.Options(broker.Port, "tls") with { Tls = tls });

    private MqttLinkEvent Attempt(MosquittoBroker broker, MqttTls tls)
    {
        using IMqttLink link = TlsLink(broker, tls);
        link.Connect(MqttProtocol.V5, null);
        return link.WaitFor(MqttLinkEventKind.Disconnected);
    }

    private MqttLinkEvent LogIn(MosquittoBroker broker, string? username, string? password)
    {
        MqttOptions options = Links.Options(broker.Port, "login") with
        {
            Username = username,
            Password = password,
        };
        using IMqttLink link = _open(options);
        link.Connect(MqttProtocol.V5, null);
        return username == "monitor" && password == "right"
            ? link.WaitFor(MqttLinkEventKind.Connected)
            : link.WaitFor(MqttLinkEventKind.Disconnected);
    }
}
