using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EdgeEcg.Device.Provisioning;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Device.Provisioning;

public sealed class ProvisionTests(ITestOutputHelper output)
{
    private const string Ward = """
        version: 2
        device: {id: ward-3-07, name: "Ward 3, bed 7 \u00e4"}
        mqtt:
          host: broker.ward3.lan
          port: 8883
          username: ward-3-07
          tls: {enabled: true, ca_file: ca.pem}
        provision:
          mqtt_password: correct horse
        """;

    private const string Brought = """
        version: 2
        device: {id: ward-3-08}
        mqtt:
          host: broker.ward3.lan
          tls: {enabled: true, ca_file: ca.pem, certificate_file: client.pem, key_file: client.key}
        """;

    [Fact]
    public void Device_gets_its_configuration_and_credentials_that_only_the_owner_reads()
    {
        using Stick stick = Stick.WithCertificates(Ward);

        ProvisionedDevice device = stick.Provision();

        MqttConfiguration mqtt = device.Configuration.Mqtt;
        Assert.Equal(("ward-3-07", "broker.ward3.lan", 8883), (device.Id, mqtt.Host, mqtt.Port));
        Assert.Equal("Ward 3, bed 7 ä", device.Configuration.Device.Name);
        Assert.Equal("correct horse", SecretFile.Read(stick.OnDevice(mqtt.PasswordFile!)));
        Assert.Equal(
            File.ReadAllBytes(stick["ca.pem"]), File.ReadAllBytes(stick.OnDevice(mqtt.Tls!.CaFile!)));
        Assert.All(
            Directory.GetFiles(stick.OnDevice("/etc/edgeecg/credentials"), "*", SearchOption.AllDirectories),
            file => Assert.Equal(ProvisionDisk.OwnerOnly, File.GetUnixFileMode(file)));
        Assert.Equal(
            ProvisionDisk.OwnerFolder, File.GetUnixFileMode(stick.OnDevice("/etc/edgeecg/credentials")));
    }

    [Fact]
    public void Secrets_are_gone_from_the_stick_and_the_report_the_label_and_the_request_are_there()
    {
        using Stick stick = Stick.WithCertificates(Ward);

        ProvisionedDevice device = stick.Provision();

        Assert.DoesNotContain(
            Directory.GetFiles(stick.Path),
            file => File.ReadAllText(file).Contains("correct horse", StringComparison.Ordinal));
        Assert.Contains("mqtt_password: \"(taken by ward-3-07)\"", File.ReadAllText(stick.ProvisionFile),
            StringComparison.Ordinal);
        Assert.Contains(device.Fingerprint, File.ReadAllText(stick["edgeecg-provision-report.txt"]),
            StringComparison.Ordinal);
        Assert.Contains("<svg", File.ReadAllText(stick["ward-3-07-label.svg"]), StringComparison.Ordinal);
        CertificateRequest request = CertificateRequest.LoadSigningRequestPem(
            File.ReadAllText(stick["ward-3-07.csr.pem"]), HashAlgorithmName.SHA256);
        Assert.Equal("CN=ward-3-07", request.SubjectName.Name);
        Assert.Equal(
            device.Fingerprint, DeviceIdentity.FingerprintOf(request.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void Brought_key_is_taken_and_wiped_from_the_stick()
    {
        using Stick stick = Stick.WithCertificates(Brought);
        byte[] key = File.ReadAllBytes(stick["client.key"]);

        ProvisionedDevice device = stick.Provision();

        Assert.Equal(
            key, File.ReadAllBytes(stick.OnDevice(device.Configuration.Mqtt.Tls!.KeyFile!)));
        Assert.False(File.Exists(stick["client.key"]));
        Assert.True(File.Exists(stick["client.pem"]));
        Assert.Null(device.Csr);
    }

    [Fact]
    public void Running_again_changes_nothing_and_says_so()
    {
        using Stick stick = Stick.WithCertificates(Ward);
        stick.Provision();
        IReadOnlyList<string> once = stick.State();
        ProvisionRun again = new(new ProvisionDisk(stick.Root, _ => { }), null!);

        again.Run(stick.ProvisionFile);

        Assert.Empty(again.Done);
        Assert.Equal(once, stick.State());
    }

    [Fact]
    public void Stick_that_another_device_emptied_is_refused_and_the_report_says_why()
    {
        using Stick stick = Stick.WithCertificates(Ward);
        stick.Provision();
        Directory.Delete(stick.Root, recursive: true);

        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => stick.Provision());

        Assert.Equal("provision.mqtt_password", Assert.Single(refusal.Findings).Key);
        Assert.Contains("NOT done", File.ReadAllText(stick["edgeecg-provision-report.txt"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Signed_certificate_comes_with_a_second_stick_and_only_for_the_device_s_own_key()
    {
        using Stick first = Stick.WithCertificates(Ward);
        first.Provision();
        using TestSigner signer = new();
        string withCertificate = Ward.Replace(
            "ca_file: ca.pem", "ca_file: ca.pem, certificate_file: signed.pem", StringComparison.Ordinal);
        File.WriteAllText(first.ProvisionFile, withCertificate);
        File.Copy(first["client.pem"], first["signed.pem"]);

        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => first.Provision());
        File.WriteAllText(first["signed.pem"], signer.Sign(File.ReadAllText(first["ward-3-07.csr.pem"])));
        ProvisionedDevice device = first.Provision();

        Assert.Equal("mqtt.tls.certificate_file", Assert.Single(refusal.Findings).Key);
        Assert.Equal("/etc/edgeecg/credentials/device.key", device.Configuration.Mqtt.Tls!.KeyFile);
        Assert.Equal(device.Fingerprint, DeviceIdentity.FingerprintOf(device.Certificate!));
    }

    [Theory]
    [InlineData("mqtt:\n  tls: {enabled: true, ca_file: nowhere.pem}", "mqtt.tls.ca_file")]
    [InlineData("mqtt:\n  tls: {enabled: true, ca_file: edgeecg-provision.yaml}", "mqtt.tls.ca_file")]
    [InlineData("mqtt:\n  tls: {enabled: true, certificate_file: client.pem, key_file: ca.pem}",
        "mqtt.tls.key_file")]
    [InlineData("mqtt: {username: a}\nprovision: {mqtt_password: x, mqtt_pass: y}", "provision.mqtt_pass")]
    [InlineData("provision: {mqtt_password: x}", "mqtt.password_file")]
    [InlineData("provision: {claim: {token: x}}", "provision.claim.token")]
    [InlineData("model: {folder: models/mine}", "model.folder")]
    [InlineData("mqtt: {port: 0}", "mqtt.port")]
    public void What_cannot_work_is_refused_at_its_place_and_the_device_is_left_alone(string text, string key)
    {
        using Stick stick = Stick.WithCertificates("version: 2\ndevice: {id: a}\n" + text);

        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => stick.Provision());

        Assert.Equal(key, Assert.Single(refusal.Findings).Key);
        Assert.Empty(stick.DeviceState());
    }

    [Fact]
    public void Cut_off_at_any_step_it_comes_to_the_same_end_when_run_again()
    {
        using Stick untouched = Stick.WithCertificates(
            Ward.Replace(
                "provision:", "page: {password_file: page.txt}\nprovision:", StringComparison.Ordinal));
        File.WriteAllText(untouched["page.txt"], "open sesame\n");
        PutIdentity(untouched);
        using Stick straight = untouched.Copy();
        straight.Provision();
        IReadOnlyList<string> end = straight.State();

        int step = 1;
        for (bool cut = true; cut; step++)
        {
            using Stick stick = untouched.Copy();
            cut = WasCut(stick, step);
            AssertWholeOrAbsent(stick);
            stick.Provision();

            Assert.Equal(end, stick.State());
        }

        Assert.InRange(step, 20, 200);
        output.WriteLine($"cut at each of {step - 2} steps");
    }

    // Keys and signatures are random; that two runs end alike can be seen where both begin with the same.
    private static void PutIdentity(Stick stick)
    {
        string credentials = stick.OnDevice("/etc/edgeecg/credentials");
        Directory.CreateDirectory(credentials);
        DeviceIdentity identity = DeviceIdentity.Of(DeviceIdentity.MakeKey(), "ward-3-07", null);
        File.WriteAllText(Path.Combine(credentials, "device.key"), identity.KeyPem);
        File.WriteAllText(Path.Combine(credentials, "device.csr"), identity.Csr);
        File.SetUnixFileMode(Path.Combine(credentials, "device.key"), ProvisionDisk.OwnerOnly);
        File.SetUnixFileMode(Path.Combine(credentials, "device.csr"), ProvisionDisk.OwnerOnly);
    }

    private static bool WasCut(Stick stick, int atStep)
    {
        int steps = 0;
        try
        {
            stick.Provision(step: name =>
            {
                if (++steps >= atStep)
                {
                    throw new IOException($"power cut at {name}");
                }
            });
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Either no configuration yet, or one with which the daemon finds everything that it names.
    internal static void AssertWholeOrAbsent(Stick stick)
    {
        string file = stick.OnDevice("/etc/edgeecg/edgeecg.yaml");
        if (!File.Exists(file))
        {
            return;
        }

        string text = File.ReadAllText(file);
        ConfigurationFile.Parse("/etc/edgeecg/edgeecg.yaml", text);
        Assert.All(
            ListedValue.All("/etc/edgeecg/edgeecg.yaml", text).Where(v => v.File is not null),
            value => Assert.True(File.Exists(stick.OnDevice(value.File!)), $"{value.Key}: {value.File}"));
    }
}
